import type { CheckUnit, HealthCheck } from '#shared/results/health';
import type { Formatters } from '../charts/formatters';
import { useFormat } from '../state/use-format';
import classes from './alert-list.module.css';
import { Sparkline, SparklinePlace } from './sparkline';

type AlertListProps = {
  checks: readonly HealthCheck[];
  onOpen: (check: HealthCheck) => void;
  /** Without the lines of the past, where there is little room. */
  short?: boolean;
};

const severities = { high: 'Urgent', medium: 'Look at', low: 'Minor' } as const;

/** Checks with their value, limit and past; each opens its deals. */
export function AlertList({ checks, onOpen, short = false }: AlertListProps) {
  const format = useFormat();
  return (
    <ul className={classes.list}>
      {checks.map((check) => {
        const { code, stage, title, message, severity, value, limit, unit, history, historyText } = check;
        const limitText = `limit ${checkValue(limit, unit, format)}`;
        return (
          <li key={`${code} ${stage ?? ''}`} className={classes.item}>
            <span className={classes.severity} data-severity={severity ?? 'none'}>
              {severity === null ? 'Fine' : severities[severity]}
            </span>
            <div className={classes.texts}>
              <button type="button" className={classes.title} onClick={() => onOpen(check)}>
                {title}
              </button>
              <p className={classes.message}>{message}</p>
            </div>
            {short ? null : history === null ? (
              <SparklinePlace />
            ) : (
              <Sparkline
                values={history.map((point) => point.value)}
                limit={historyText === null && limit !== 0 ? limit : null}
                label={`${historyText ?? title} every four weeks, up to ${checkValue(history.at(-1)?.value ?? null, unit, format)}`}
              />
            )}
            <div className={classes.figures}>
              <span className={classes.value}>{checkValue(value, unit, format)}</span>
              <span className={classes.limit}>{limit === 0 ? 'should be none' : limitText}</span>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** A value of a check with its unit. */
export function checkValue(value: number | null, unit: CheckUnit, format: Formatters): string {
  if (value === null) return '–';
  if (unit === 'share') return format.percent(value, value < 0.1 ? 1 : 0);
  if (unit === 'times') return `${format.number(value, 1)}×`;
  if (unit === 'weeks') return `${format.number(value, 1)} weeks`;
  if (unit === 'days') return `${format.number(value, 0)} days`;
  if (unit === 'deals a week') return `${format.number(value, 0)} a week`;
  return format.count(value);
}
