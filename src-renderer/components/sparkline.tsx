import classes from './sparkline.module.css';

type SparklineProps = {
  values: readonly (number | null)[];
  /** Drawn as a dashed line where it lies in the range of the values or near it. */
  limit: number | null;
  /** What it shows, for people who cannot see it. */
  label: string;
};

const width = 132;
const height = 34;
const inset = 4;

/** Keeps the room of a line that is still asked for, so that nothing moves when it comes. */
export function SparklinePlace() {
  return <span className={classes.place} style={{ width, height }} aria-hidden="true" />;
}

/** A value over time without axes, its last point marked, with its limit. */
export function Sparkline({ values, limit, label }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className={classes.none}>no past</span>;
  const all = limit === null ? known : [...known, limit];
  const [low, high] = [Math.min(0, ...all), Math.max(...all)];
  const x = (at: number) => inset + (at / Math.max(values.length - 1, 1)) * (width - 2 * inset);
  const y = (value: number) => height - inset - ((value - low) / (high - low || 1)) * (height - 2 * inset);
  const points = values.flatMap((value, at) =>
    value === null ? [] : [`${x(at).toFixed(1)},${y(value).toFixed(1)}`],
  );
  const last = values.at(-1);
  return (
    <svg
      className={classes.sparkline}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
    >
      <title>{label}</title>
      {limit === null ? null : (
        <line className={classes.limit} x1={0} x2={width} y1={y(limit)} y2={y(limit)} />
      )}
      <polyline className={classes.line} points={points.join(' ')} />
      {last == null ? null : (
        <circle className={classes.last} cx={x(values.length - 1)} cy={y(last)} r={2.8} />
      )}
    </svg>
  );
}
