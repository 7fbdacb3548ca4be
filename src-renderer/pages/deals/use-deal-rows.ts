import { useThrottledCallback } from '@mantine/hooks';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { DealRow, DealsResult } from '#shared/results/metrics';
import type { RowRange } from '../../components/grid/row-window';
import { useEngine } from '../../engine-client/engine-context';
import { useWorkspace } from '../../state/use-workspace';
import type { DealQuery } from './deal-query';

const blockSize = 200;
/** Rows fetched ahead on both sides, so that a scroll at reading speed meets no gap. */
const ahead = 100;
/** A dragged scrollbar passes many blocks; asking for each would only delay the last. */
const atMostEvery = 80;
/** Blocks far from the view are let go after this many milliseconds. */
const keepBlocksFor = 60_000;

/**
 * The rows in view of a list that may have millions. Rows are asked for in blocks; a block that is scrolled past
 * before it arrives is cancelled. `failure` is of a block further down, whose rows would else stay empty without a word.
 */
export function useDealRows(query: DealQuery) {
  const engine = useEngine();
  const { data: workspace } = useWorkspace();
  const [blocks, setBlocks] = useState<readonly number[]>([]);

  const block = (index: number) => ({
    queryKey: ['deals.list', workspace?.path, workspace?.dataVersion, query, index] as const,
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      engine.call('deals.list', { ...query, offset: index * blockSize, limit: blockSize }, { signal }),
    enabled: workspace != null,
    gcTime: keepBlocksFor,
  });

  // The first block also says how many there are; its last answer stays while the next is worked out.
  const head = useQuery<DealsResult>({ ...block(0), placeholderData: keepPreviousData });
  const rest = useQueries({
    queries: blocks.map(block),
    combine: (answers) => ({
      rows: answers.map((answer) => answer.data?.rows),
      failed: answers.filter((answer) => answer.isError),
    }),
  });

  const loaded = useMemo(() => {
    const rows = new Map<number, DealRow[]>();
    blocks.forEach((index, at) => {
      const answer = rest.rows[at];
      if (answer) rows.set(index, answer);
    });
    if (head.data) rows.set(0, head.data.rows);
    return rows;
  }, [blocks, rest, head.data]);

  const rowAt = useCallback(
    (index: number) => loaded.get(Math.floor(index / blockSize))?.[index % blockSize],
    [loaded],
  );
  const onRange = useThrottledCallback(
    (range: RowRange) => setBlocks((before) => blocksOf(range, before)),
    atMostEvery,
  );
  const [broken] = rest.failed;
  const failure = broken && {
    error: broken.error,
    retry: () => {
      for (const answer of rest.failed) void answer.refetch();
    },
  };
  return { head, rowAt, onRange, failure };
}

/** The blocks that a range of rows touches; the same array while they stay the same. */
function blocksOf({ first, last }: RowRange, before: readonly number[]): readonly number[] {
  const from = Math.max(1, Math.floor((first - ahead) / blockSize));
  const to = Math.floor(Math.max(0, last - 1 + ahead) / blockSize);
  const next = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
  return next.join() === before.join() ? before : next;
}
