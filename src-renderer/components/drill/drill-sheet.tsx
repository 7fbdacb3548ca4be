import { Drawer, Tabs } from '@mantine/core';
import type { MethodInput } from '#shared/contract/methods';
import { type Drill, type DrillMethod, drillScope, drillTabs } from '../../state/drill';
import { useDrill } from '../../state/use-drill';
import { useMetric } from '../../state/use-metric';
import { useScope } from '../../state/use-scope';
import { DrillDeals } from './drill-deals';
import { DrillDefinition } from './drill-definition';
import { DrillEvidence } from './drill-evidence';
import classes from './drill-sheet.module.css';
import { DrillSql } from './drill-sql';

const tabLabels = { deals: 'Deals', definition: 'Definition', sql: 'SQL', evidence: 'Evidence' } as const;

/** What stands behind a number: its deals, its definition, the SQL that made it, how good the evidence is. */
export function DrillSheet({ drill }: { drill: Drill }) {
  const { tab, setTab, closeDrill } = useDrill();
  const { scope } = useScope();
  const from = drillScope(drill, scope);
  const tabs = drillTabs.filter(
    (name) =>
      (name === 'deals' && drill.behind) ||
      (name === 'definition' && drill.definition) ||
      ((name === 'sql' || name === 'evidence') && drill.method),
  );
  const shown = tabs.find((name) => name === tab) ?? tabs[0];
  return (
    <Drawer
      opened
      onClose={closeDrill}
      position="right"
      size={720}
      padding={0}
      title={drill.title}
      overlayProps={{ backgroundOpacity: 0.12 }}
      transitionProps={{ duration: 120 }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Tabs
        value={shown ?? null}
        onChange={(next) => {
          const known = drillTabs.find((name) => name === next);
          if (known) setTab(known);
        }}
        classNames={{ root: classes.tabs, panel: classes.panel, list: classes.list }}
        keepMounted={false}
      >
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {tabLabels[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="deals">
          <DrillDeals drill={drill} scope={from} />
        </Tabs.Panel>
        <Tabs.Panel value="definition">
          {drill.definition ? <DrillDefinition definition={drill.definition} /> : null}
        </Tabs.Panel>
        <Tabs.Panel value="sql">{drill.method ? <Answered drill={drill} what="sql" /> : null}</Tabs.Panel>
        <Tabs.Panel value="evidence">
          {drill.method ? <Answered drill={drill} what="evidence" /> : null}
        </Tabs.Panel>
      </Tabs>
    </Drawer>
  );
}

function Answered({ drill, what }: { drill: Drill; what: 'sql' | 'evidence' }) {
  const { scope } = useScope();
  const method: DrillMethod = drill.method ?? 'metric.overview';
  const params: MethodInput<DrillMethod> = { ...drillScope(drill, scope), ...drill.params };
  const query = useMetric(method, params);
  return what === 'sql' ? <DrillSql query={query} /> : <DrillEvidence query={query} />;
}
