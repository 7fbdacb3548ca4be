import { Button, Menu } from '@mantine/core';
import { useRef } from 'react';
import type { InspectReport } from '#shared/results/workspace';
import { downloadText } from '../download-text';
import type { useImportSession } from '../use-import-session';

type Props = { report: InspectReport; session: ReturnType<typeof useImportSession> };

/** Takes how the files are read along as a mapping file, or reads them as a mapping file says. */
export function MappingFileMenu({ report, session }: Props) {
  const input = useRef<HTMLInputElement>(null);

  async function save() {
    const text = await session.mappingFile();
    if (text !== null) downloadText(mapName(report), text, 'application/json');
  }

  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" disabled={session.changing}>
            Mapping
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void save()}>Save the mapping</Menu.Item>
          <Menu.Item onClick={() => input.current?.click()}>Load a mapping file</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Mapping file"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) void session.applyMappingFile(file);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function mapName({ files }: InspectReport): string {
  const [first] = files;
  return files.length === 1 && first ? `${first.file}.map.json` : 'weir.map.json';
}
