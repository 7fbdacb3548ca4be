import type { SavedItem } from '#shared/results/console';
import { type DefinitionKey, definitions } from '#shared/results/definitions';
import type { DealRow } from '#shared/results/metrics';
import { methodPath } from '../../state/methods-address';
import type { PageEntry } from '../pages';

export type PaletteEntry = {
  id: string;
  group: 'Pages' | 'Views' | 'Methods' | 'Actions' | 'Owners' | 'Deals';
  label: string;
  /** Muted, behind the label. */
  detail?: string | undefined;
  run: () => void;
};

const definitionKeys = Object.keys(definitions) as DefinitionKey[];

export type PaletteAction = { id: string; label: string; keywords: string; run: () => void };

/** Every word typed must begin a word of the text. */
export function matches(text: string, typed: string): boolean {
  const words = text.toLowerCase().split(/[\s,·-]+/);
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((part) => part !== '')
    .every((part) => words.some((word) => word.startsWith(part)));
}

export function pageEntries(
  pages: readonly PageEntry[],
  typed: string,
  go: (path: string) => void,
): PaletteEntry[] {
  return pages
    .filter((page) => matches(`${page.label} ${page.keywords}`, typed))
    .map((page) => ({
      id: `page ${page.path}`,
      group: 'Pages',
      label: page.label,
      run: () => go(page.path),
    }));
}

/** Saved views; and a pasted address, which opens as it is. */
export function viewEntries(
  views: readonly SavedItem[],
  typed: string,
  pasted: string | null,
  go: (address: string) => void,
): PaletteEntry[] {
  const found = views
    .filter(({ name }) => typed.trim() !== '' && matches(name, typed))
    .map(
      ({ id, name, content }): PaletteEntry => ({
        id: `view ${id}`,
        group: 'Views',
        label: name,
        run: () => go(content),
      }),
    );
  if (pasted === null) return found;
  return [{ id: 'address', group: 'Views', label: 'Open this address', run: () => go(pasted) }, ...found];
}

/** Definitions by their titles; they lead to their place on the page Methods. */
export function methodEntries(typed: string, go: (path: string) => void): PaletteEntry[] {
  if (typed.trim().length < 2) return [];
  return definitionKeys
    .filter((key) => matches(definitions[key].title, typed))
    .slice(0, 6)
    .map((key) => ({
      id: `method ${key}`,
      group: 'Methods',
      label: definitions[key].title,
      run: () => go(methodPath(key)),
    }));
}

export function actionEntries(actions: readonly PaletteAction[], typed: string): PaletteEntry[] {
  return actions
    .filter((action) => matches(`${action.label} ${action.keywords}`, typed))
    .map((action) => ({ id: `action ${action.id}`, group: 'Actions', label: action.label, run: action.run }));
}

/**
 * What the engine found, while more has been typed since: that of it which still fits by what it says, so that Enter
 * never opens what was asked for some letters ago.
 */
export function stillFitting(found: readonly PaletteEntry[], typed: string): PaletteEntry[] {
  return found.filter(({ label, detail = '' }) => matches(`${label} ${detail}`, typed));
}

export function ownerEntries(
  values: readonly { value: string | null; count: number }[],
  choose: (owner: string) => void,
): PaletteEntry[] {
  return values.flatMap(({ value, count }) =>
    value === null
      ? []
      : [
          {
            id: `owner ${value}`,
            group: 'Owners' as const,
            label: value,
            detail: `${count.toLocaleString()} deals`,
            run: () => choose(value),
          },
        ],
  );
}

export function dealEntries(rows: readonly DealRow[], open: (id: string) => void): PaletteEntry[] {
  return rows.map((row) => ({
    id: `deal ${row.id} ${row.life}`,
    group: 'Deals',
    label: row.name ?? row.id,
    detail: [row.account, row.stage, row.owner]
      .filter((part) => part !== null && part !== row.name)
      .join(' · '),
    run: () => open(row.id),
  }));
}
