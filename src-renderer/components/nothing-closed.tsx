import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useScopedPath } from '../state/use-scope';
import { useStatus } from '../state/use-workspace';
import { EmptyState } from './empty-state';
import { ImportLink } from './import-link';

/** Instead of what needs closed deals: none has closed, or no stage is known to close one. */
export function NothingClosed({ title, hint }: { title: string; hint: string }) {
  const scoped = useScopedPath();
  const { data: status } = useStatus();
  const ends = status?.stages.some(({ kind, deals }) => deals > 0 && (kind === 'won' || kind === 'lost'));
  if (ends === false) {
    return (
      <EmptyState
        title="No stage counts as won or lost"
        hint={`${hint} Say on the Data page which stages are won and which are lost.`}
        action={
          <Button component={Link} href={scoped('/data')} size="xs" variant="default">
            Set the stages
          </Button>
        }
      />
    );
  }
  return <EmptyState title={title} hint={hint} action={<ImportLink />} />;
}
