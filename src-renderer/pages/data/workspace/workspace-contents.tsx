import type { StatusResult } from '#shared/results/workspace';
import { Column, Columns } from '../../../components/page';
import { EvidenceCard } from './evidence-card';
import { FieldsCard } from './fields-card';
import { ImportsCard } from './imports-card';
import { StagesCard } from './stages-card';

type Props = { status: StatusResult; onUndo: (importId: number) => void; undoing: boolean };

/** What is in the workspace: how full, how well dated, in which stages, from which files. */
export function WorkspaceContents({ status, onUndo, undoing }: Props) {
  return (
    <Columns>
      <Column span={8}>
        <ImportsCard imports={status.imports} onUndo={onUndo} disabled={undoing} />
        <FieldsCard status={status} />
      </Column>
      <Column span={4}>
        <EvidenceCard status={status} />
        <StagesCard status={status} />
      </Column>
    </Columns>
  );
}
