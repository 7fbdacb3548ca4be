import { useElementSize } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { StageVisit } from '#shared/results/metrics';
import { daysBetween } from '#shared/time/day';
import { useFormat } from '../../state/use-format';
import { bandTicks, type LifeSpan, lifeSpans } from './life-spans';
import classes from './visit-band.module.css';

/** The deal's lives as horizontal bands: each visit as long as it lasted, ended by how it ended. */
export function VisitBand({ visits }: { visits: readonly StageVisit[] }) {
  const lives = lifeSpans(visits);
  return (
    <div className={classes.lives}>
      {lives.map((life) => (
        <Life key={life.life} life={life} numbered={lives.length > 1} />
      ))}
    </div>
  );
}

function Life({ life, numbered }: { life: LifeSpan; numbered: boolean }) {
  const format = useFormat();
  const { ref, width } = useElementSize();
  const span = Math.max(1, daysBetween(life.from, life.to));
  const at = (day: string) => (daysBetween(life.from, day) / span) * 100;
  return (
    <div ref={ref} className={classes.life}>
      {numbered && <p className={classes.number}>Life {life.life}</p>}
      <div className={classes.band}>
        {life.visits.map((visit) => {
          const left = at(visit.enteredAt.slice(0, 10));
          const share = (visit.days / span) * 100;
          const px = (share / 100) * width;
          return (
            <div
              key={visit.visit}
              className={classes.visit}
              data-kind={visit.kind}
              data-exit={visit.exit}
              style={{
                left: `${left}%`,
                width: `max(3px, ${share}%)`,
                ...(visit.kind === 'open'
                  ? { backgroundColor: shade(life.depth.get(visit.stage) ?? 0) }
                  : {}),
              }}
              title={`${visit.stage}: ${format.days(Math.round(visit.days))} from ${format.day(visit.enteredAt)}`}
            >
              {px > 64 && <span className={classes.label}>{visit.stage}</span>}
              {px > 150 && <span className={classes.days}>{format.days(Math.round(visit.days))}</span>}
              {visit.exit === 'back' && px > 40 && (
                <IconArrowBackUp size={14} stroke={1.7} aria-label="moved back" className={classes.back} />
              )}
            </div>
          );
        })}
        {life.end && (
          <div
            className={classes.end}
            data-kind={life.end.kind}
            title={`${life.end.stage} ${format.day(life.to)}`}
          />
        )}
      </div>
      <div className={classes.axis} aria-hidden>
        {bandTicks(life.from, life.to, Math.max(2, Math.floor(width / 130))).map((day, index, all) => (
          <span
            key={day}
            className={classes.tick}
            data-edge={index === 0 ? 'first' : index === all.length - 1 ? 'last' : undefined}
            style={{ left: `${at(day)}%` }}
          >
            {format.day(day)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Later stages are deeper; still light enough to read text on. */
function shade(depth: number): string {
  return `color-mix(in srgb, var(--open) ${Math.round(22 + depth * 36)}%, var(--surface))`;
}
