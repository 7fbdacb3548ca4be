import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { useScopedPath } from '../state/use-scope';

/** The way from an empty page to the page that fills it. */
export function ImportLink() {
  const scoped = useScopedPath();
  return (
    <Button component={Link} href={scoped('/data')} size="xs" variant="default">
      Import files
    </Button>
  );
}
