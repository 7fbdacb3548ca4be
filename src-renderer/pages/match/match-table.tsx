import { UnstyledButton } from '@mantine/core';
import { IconArrowRight, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { Link } from 'wouter';
import { definitions } from '#shared/results/definitions';
import type { MatchRow } from '#shared/results/match';
import { CopyButton } from '../../components/drill/copy-button';
import tableClasses from '../../components/figures-table.module.css';
import { methodPath } from '../../state/methods-address';
import { useDrill } from '../../state/use-drill';
import { type FieldChoice, useFields } from '../../state/use-fields';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import { useStatus } from '../../state/use-workspace';
import { differenceText, figureText, filterText, whatText, whenText } from './figure-words';
import classes from './match.module.css';
import { pagePath } from './page-path';

const pageNames = { overview: 'Overview', funnel: 'Funnel', velocity: 'Velocity' } as const;

/** The ways to count, each with its deals, its definition and SQL, and the page that shows it. */
export function MatchTable({ rows, caption }: { rows: readonly MatchRow[]; caption: string }) {
  const [shown, setShown] = useState<number | null>(null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={`${tableClasses.table} ${classes.table}`}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" data-numeric="true">
              Figure
            </th>
            <th scope="col">What it counts</th>
            <th scope="col">Date and period</th>
            <th scope="col">Filter</th>
            <th scope="col" data-numeric="true">
              Deals
            </th>
            <th scope="col">Shown on</th>
            <th scope="col">
              <span className="visually-hidden">Definition and SQL</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Fragment key={row.sql + row.measure}>
              <Row row={row} isShown={shown === at} onShow={() => setShown(shown === at ? null : at)} />
              {shown === at ? <Details row={row} /> : null}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = { row: MatchRow; isShown: boolean; onShow: () => void };

function Row({ row, isShown, onShow }: RowProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const fields = useFields();
  const labelOf = useDateLabels();
  const what = whatText(row);
  return (
    <tr data-strong={row.matches}>
      <td data-numeric="true">
        <span className={classes.value}>
          {row.matches ? <IconCheck size={14} stroke={2} aria-label="Matches" /> : null}
          {figureText(row.unit, row.value, format)}
        </span>
        {row.matches ? null : <span className={classes.off}>{differenceText(row, format)}</span>}
      </td>
      <td className={classes.what} title={what}>
        {what}
        {row.alike > 0 ? (
          <span className={classes.alike}>
            {row.alike === 1 ? '1 other way counts' : `${format.count(row.alike)} other ways count`} the same
            deals
          </span>
        ) : null}
      </td>
      <td>{whenText(row, labelOf)}</td>
      <td title={filterText(row, fields)}>{filterText(row, fields)}</td>
      <td data-numeric="true">
        <button
          type="button"
          className={tableClasses.open}
          title="Show the deals behind it"
          onClick={() => openDrill(drillOf(row, fields))}
        >
          {format.count(row.n)}
        </button>
      </td>
      <td>
        {row.page ? (
          <Link href={pagePath(row.page, row.scope)} className={classes.link} title={row.page.figure}>
            {pageNames[row.page.page]}
            <IconArrowRight size={13} stroke={1.8} aria-hidden="true" />
          </Link>
        ) : (
          <span className={classes.none}>–</span>
        )}
      </td>
      <td>
        <UnstyledButton
          className={classes.more}
          aria-expanded={isShown}
          aria-label={`Definition and SQL of ${what}`}
          onClick={onShow}
        >
          <IconChevronDown size={15} stroke={1.8} data-open={isShown} aria-hidden="true" />
        </UnstyledButton>
      </td>
    </tr>
  );
}

function Details({ row }: { row: MatchRow }) {
  const scoped = useScopedPath();
  const { title, text } = definitions[row.definition];
  return (
    <tr className={classes.details}>
      <td colSpan={7}>
        <div className={classes.detail}>
          <div className={classes.definition}>
            <h3>{title}</h3>
            <p>{text}</p>
            <p>
              <Link href={scoped(methodPath(row.definition))} className={classes.link}>
                Methods
              </Link>
            </p>
            {row.page ? <p>On the page it is “{row.page.figure}”.</p> : null}
          </div>
          <div className={classes.statement}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
            <pre tabIndex={0}>{row.sql}</pre>
            <CopyButton text={row.sql} label="Copy the SQL" />
          </div>
        </div>
      </td>
    </tr>
  );
}

function drillOf(row: MatchRow, fields: readonly FieldChoice[]) {
  return {
    title: [whatText(row), row.filter ? filterText(row, fields) : null]
      .filter((part) => part !== null)
      .join(' · '),
    behind: row.behind,
    scope: row.scope,
    definition: row.definition,
  };
}

/** Dates by their labels; other dates keep the name they have in the export. */
export function useDateLabels(): (field: string) => string {
  const { data: status } = useStatus();
  return (field) => status?.fields.find((known) => known.field === field)?.label ?? field;
}
