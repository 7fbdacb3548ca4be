import type { Evidence } from '#shared/model/evidence';

/** What a grade of evidence lets one say, what it does not, and which export would give more. */
export const evidenceWords: Record<
  Evidence,
  { title: string; can: string; cannot: string; more: string | null }
> = {
  log: {
    title: 'Full stage log',
    can: 'Every change of stage is on record: conversion, time in stage and the pipeline of any past day follow from it.',
    cannot: 'Nothing about time before the log begins.',
    more: null,
  },
  dates: {
    title: 'Stage dates',
    can: 'Each deal carries dates: how long deals take and how many are won can be measured.',
    cannot: 'Repeat visits to a stage, backward moves and past amounts are not on record.',
    more: 'A stage history export, such as OpportunityHistory, would show them.',
  },
  snapshots: {
    title: 'Dated exports',
    can: 'Changes between the imported exports are known to the day of each export.',
    cannot: 'What happened and was undone between two exports is not on record.',
    more: 'More frequent exports, or a stage history export, would close the gaps.',
  },
  state: {
    title: 'Present state only',
    can: 'What is open, won and lost now, and how old it is.',
    cannot: 'Which stages a deal went through, and when.',
    more: 'A stage history export, or a later export of the same list, would show movement.',
  },
};
