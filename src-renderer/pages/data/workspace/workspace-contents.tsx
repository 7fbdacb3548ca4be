import type { StatusResult } from '#shared/results/workspace';
import { Column, Columns } from '../../../components/page';
import { EvidenceCard } from './evidence-card';
import { FieldsCard } from './fields-card';
import { FindingsCard } from './findings-card';
import { FreshnessCard } from './freshness-card';
import { ImportsCard } from './imports-card';
import { RememberedCard } from './remembered-card';
import { SettingsCard } from './settings-card';
import { StagesCard } from './stages-card';
import { TemplateCard } from './template-card';
import classes from './workspace-contents.module.css';

type Props = { status: StatusResult; onUndo: (importId: number) => void; undoing: boolean };

/** What is in the workspace: how full, how well dated, in which stages, from which files. */
export function WorkspaceContents({ status, onUndo, undoing }: Props) {
  return (
    <Columns>
      <Column span={8}>
        <div className={classes.stack}>
          <ImportsCard imports={status.imports} onUndo={onUndo} disabled={undoing} />
          <FindingsCard />
          <StagesCard status={status} />
          <FieldsCard status={status} />
        </div>
      </Column>
      <Column span={4}>
        <div className={classes.stack}>
          <EvidenceCard status={status} />
          <FreshnessCard />
          {status.stages.length > 0 ? (
            <TemplateCard pipelines={[...new Set(status.stages.map(({ pipeline }) => pipeline))]} />
          ) : null}
          <RememberedCard />
          <SettingsCard />
        </div>
      </Column>
    </Columns>
  );
}
