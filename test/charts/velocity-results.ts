import type { TrendRow } from '#shared/results/velocity';

/** Eight quarters: one without deals, the newest not whole and too young for a win rate. */
export const trendRows: TrendRow[] = Array.from({ length: 8 }, (_, i) => {
  const empty = i === 2;
  const young = i === 7;
  const close = empty ? null : 55 + ((i * 17) % 23);
  const win = empty ? null : 88 - i * 2.5;
  const rate = empty || young ? null : 0.21 + ((i * 7) % 5) / 100;
  const around = (value: number | null, share: number) => (value === null ? null : value * share);
  return {
    period: `${2023 + Math.floor(i / 4)}-${String((i % 4) * 3 + 1).padStart(2, '0')}-01`,
    partial: young,
    deals: empty ? 0 : 480 + i * 5,
    open: empty ? 0 : i * 40,
    openShare: empty ? null : (i * 40) / (480 + i * 5),
    medianClose: close,
    medianCloseLow: around(close, 0.88),
    medianCloseHigh: around(close, 1.15),
    medianWin: win,
    medianWinLow: around(win, 0.9),
    medianWinHigh: young ? null : around(win, 1.2),
    winRate: rate,
    winRateLow: around(rate, 0.84),
    winRateHigh: around(rate, 1.18),
    atDays: 151,
    tau: empty ? null : 400 - i * 45,
    closed: empty ? 0 : 400,
    won: empty ? 0 : 110 + i,
    closedRate: empty ? null : (110 + i) / 400,
    closedRateLow: empty ? null : 0.23,
    closedRateHigh: empty ? null : 0.33,
    naiveMedianClose: empty ? null : 30 + i * 5,
    naiveMedianWin: empty ? null : 60 + i * 5,
  };
});
