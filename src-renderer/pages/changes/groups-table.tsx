import type { ChangeBucket } from '#shared/results/changes';
import { bucketLabels } from '../../charts/bucket-labels';
import type { ChangedGroup } from './changed-groups';
import classes from './changes.module.css';

type GroupsTableProps = {
  /** What the groups are: "Owner". */
  label: string;
  buckets: readonly ChangeBucket[];
  groups: readonly ChangedGroup[];
  write: (value: number) => string;
  onOpen: (key: string | null, bucket: ChangeBucket) => void;
};

/** One row a group, one column a bucket; a cell opens its deals. */
export function GroupsTable({ label, buckets, groups, write, onOpen }: GroupsTableProps) {
  const caption = `Changes by ${label.toLowerCase()}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={caption}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{label}</th>
            {buckets.map((bucket) => (
              <th key={bucket} scope="col">
                {bucketLabels[bucket]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, sizes }) => (
            <tr key={key ?? '\u0000'}>
              <th scope="row" title={key ?? '(empty)'}>
                {key ?? '(empty)'}
              </th>
              {buckets.map((bucket) => (
                <td key={bucket}>
                  <Cell
                    size={sizes.get(bucket)}
                    name={`${key ?? '(empty)'}, ${bucketLabels[bucket].toLowerCase()}`}
                    write={write}
                    onOpen={() => onOpen(key, bucket)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type CellProps = {
  size: number | undefined;
  name: string;
  write: (value: number) => string;
  onOpen: () => void;
};

function Cell({ size, name, write, onOpen }: CellProps) {
  if (size === undefined) {
    return (
      <span className={classes.none} aria-hidden="true">
        ·
      </span>
    );
  }
  return (
    <button type="button" className={classes.cell} aria-label={`${name}: ${write(size)}`} onClick={onOpen}>
      {write(size)}
    </button>
  );
}
