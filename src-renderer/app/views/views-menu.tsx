import { ActionIcon, Popover, Tooltip } from '@mantine/core';
import { IconBookmarks } from '@tabler/icons-react';
import { useLocation, useSearch } from 'wouter';
import { CopyButton } from '../../components/drill/copy-button';
import { SaveForm } from '../../components/saved/save-form';
import { SavedList } from '../../components/saved/saved-list';
import { sharedAddress, viewAddress, viewName } from './view-address';
import classes from './views-menu.module.css';

type Props = { opened: boolean; onChange: (opened: boolean) => void };

/** Saves the page with its controls under a name, opens what was saved, and copies the address. */
export function ViewsMenu({ opened, onChange }: Props) {
  return (
    <Popover opened={opened} onChange={onChange} position="bottom-end" shadow="md" width={340} trapFocus>
      <Popover.Target>
        <Tooltip label="Saved views" openDelay={400} disabled={opened}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label="Saved views"
            onClick={() => onChange(!opened)}
          >
            <IconBookmarks size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Views onDone={() => onChange(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Views({ onDone }: { onDone: () => void }) {
  const [path, navigate] = useLocation();
  const search = useSearch();
  return (
    <section className={classes.views} aria-label="Saved views">
      <h2 className={classes.title}>Save this view</h2>
      <SaveForm kind="view" suggested={viewName(path, search)} content={() => viewAddress(path, search)} />
      <p className={classes.note}>The page with its controls is kept in the workspace.</p>
      <h2 className={classes.title}>Saved views</h2>
      <SavedList
        kind="view"
        nothing="No view is saved yet."
        onOpen={(item) => {
          navigate(item.content);
          onDone();
        }}
      />
      <CopyButton text={sharedAddress(location)} label="Copy the address of this page" />
    </section>
  );
}
