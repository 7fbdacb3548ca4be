import { useEffect, useState } from 'react';
import type { Progress } from '#shared/contract/methods';
import { Card } from '../../components/card';
import { ProgressPanel } from '../../components/progress-panel';
import { TableSkeleton } from '../../components/skeletons';

/** A statement on its way: what comes, and after a second how long it has taken and how far it is. */
export function RunProgress({ progress }: { progress: Progress | null }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(tick);
  }, []);
  return seconds === 0 ? (
    <Card>
      <TableSkeleton rows={8} />
    </Card>
  ) : (
    <ProgressPanel
      title={`Running for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}`}
      progress={progress}
      detail="Esc cancels."
    />
  );
}
