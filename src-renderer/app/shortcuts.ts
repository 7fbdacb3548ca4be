import { useEffect } from 'react';
import { commandKey } from '../state/command-key';

export const shortcutKeys = { palette: `${commandKey} K`, navigation: `${commandKey} B` };

/** All shortcuts, as the sheet lists them. */
export const shortcutList: readonly { keys: string; what: string }[] = [
  { keys: shortcutKeys.palette, what: 'Find a page, a deal, an owner or an action' },
  { keys: '/', what: 'Search deals' },
  { keys: '[', what: 'As-of day one week earlier' },
  { keys: ']', what: 'As-of day one week later' },
  { keys: 'V', what: 'Switch between count and value' },
  { keys: shortcutKeys.navigation, what: 'Collapse or expand the navigation' },
  { keys: `${commandKey} Enter`, what: 'Run the statement on the page Query' },
  { keys: 'Esc', what: 'Close the side sheet or a dialog' },
  { keys: '?', what: 'Show this list' },
];

export type ShortcutActions = {
  palette: () => void;
  search: () => void;
  step: (weeks: number) => void;
  weight: () => void;
  navigation: () => void;
  help: () => void;
};

/** Listens for the shortcuts; single keys stay with the field one is typing in. */
export function useShortcuts(actions: ShortcutActions): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const action = actionOf(event, actions);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [actions]);
}

function actionOf(event: KeyboardEvent, actions: ShortcutActions): (() => void) | null {
  if (event.defaultPrevented || event.altKey) return null;
  if (event.metaKey || event.ctrlKey) {
    if (event.key.toLowerCase() === 'k') return actions.palette;
    if (event.key.toLowerCase() === 'b') return actions.navigation;
    return null;
  }
  if (isTyping(event.target) || document.querySelector('[role="dialog"][aria-modal="true"]')) return null;
  if (event.key === '/') return actions.search;
  if (event.key === '[') return () => actions.step(-1);
  if (event.key === ']') return () => actions.step(1);
  if (event.key === 'v') return actions.weight;
  if (event.key === '?') return actions.help;
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable="true"]') !== null
  );
}
