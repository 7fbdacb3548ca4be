import { Kbd, Modal } from '@mantine/core';
import classes from './shortcut-sheet.module.css';
import { shortcutList } from './shortcuts';

export function ShortcutSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size={440} centered>
      <dl className={classes.list}>
        {shortcutList.map(({ keys, what }) => (
          <div key={keys} className={classes.entry}>
            <dt>{what}</dt>
            <dd>
              {keys.split(' ').map((key) => (
                <Kbd key={key} size="sm">
                  {key}
                </Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
