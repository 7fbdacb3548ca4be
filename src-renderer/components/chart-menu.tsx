import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBook2,
  IconChartBar,
  IconCode,
  IconCopy,
  IconDots,
  IconFileTypeCsv,
  IconPhoto,
  IconTable,
  IconVectorSpline,
} from '@tabler/icons-react';

export type ChartMenuProps = {
  /** What the chart is about, for the button's name. */
  about: string;
  asTable?: boolean;
  onToggleTable?: (() => void) | undefined;
  onCopy: () => void;
  /** Pictures, of what is drawn. */
  onPng?: (() => void) | undefined;
  onSvg?: (() => void) | undefined;
  onCsv: () => void;
  onDefinition?: (() => void) | undefined;
  onSql?: (() => void) | undefined;
};

const icon = { size: 16, stroke: 1.6 } as const;

/** What can be done with any chart, or with a table where there is none. */
export function ChartMenu(props: ChartMenuProps) {
  return (
    <Menu position="bottom-end" shadow="md" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={`More about ${props.about}`}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {props.onToggleTable ? (
          <Menu.Item
            leftSection={props.asTable ? <IconChartBar {...icon} /> : <IconTable {...icon} />}
            onClick={props.onToggleTable}
          >
            {props.asTable ? 'Show as chart' : 'Show as table'}
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconCopy {...icon} />} onClick={props.onCopy}>
          Copy figures
        </Menu.Item>
        <Menu.Divider />
        {props.onPng ? (
          <Menu.Item leftSection={<IconPhoto {...icon} />} onClick={props.onPng}>
            Save PNG
          </Menu.Item>
        ) : null}
        {props.onSvg ? (
          <Menu.Item leftSection={<IconVectorSpline {...icon} />} onClick={props.onSvg}>
            Save SVG
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconFileTypeCsv {...icon} />} onClick={props.onCsv}>
          Save CSV
        </Menu.Item>
        {props.onDefinition || props.onSql ? <Menu.Divider /> : null}
        {props.onDefinition ? (
          <Menu.Item leftSection={<IconBook2 {...icon} />} onClick={props.onDefinition}>
            Definition
          </Menu.Item>
        ) : null}
        {props.onSql ? (
          <Menu.Item leftSection={<IconCode {...icon} />} onClick={props.onSql}>
            SQL
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
