import { useCallback } from 'react';
import type { Band } from '#shared/results/leads';
import { type BandOptions, type BandSelect, bandRates } from '../../charts/band-rates';
import type { ChartContext } from '../../charts/chart-model';
import { ChartCard } from '../../components/chart-card';
import type { DrillInput } from '../../state/drill';
import { useDrill } from '../../state/use-drill';

type Props = {
  title: string;
  caption: string;
  bands: readonly Band[];
  options: BandOptions;
  about: DrillInput;
  /** What a band opens, where it stands for deals. */
  open?: (band: Band) => DrillInput;
  footer?: React.ReactNode;
  stale: boolean;
};

/** A share by bands: how soon, or how often. */
export function BandCard({ title, caption, bands, options, about, open, footer, stale }: Props) {
  const { openDrill } = useDrill();
  const build = useCallback((context: ChartContext) => bandRates(bands, options, context), [bands, options]);
  const onSelect = useCallback(
    ({ band }: BandSelect) => {
      const found = bands.find((one) => one.band === band);
      if (found && open) openDrill(open(found));
    },
    [bands, open, openDrill],
  );
  return (
    <ChartCard
      title={title}
      caption={caption}
      build={build}
      onSelect={open ? onSelect : undefined}
      about={about}
      footer={footer}
      stale={stale}
    />
  );
}
