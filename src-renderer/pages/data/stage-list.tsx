import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { type StageKind, stageKindSchema } from '#shared/model/stage';
import { useFormat } from '../../state/use-format';
import classes from './stage-list.module.css';
import { moveStage, type StageItem, setKind } from './stage-order';
import { counted, stageKindLabels } from './words';

type Props = {
  stages: readonly StageItem[];
  onChange: (stages: StageItem[]) => void;
  disabled?: boolean;
};

const kindChoices = stageKindSchema.options.map((kind) => ({ value: kind, label: stageKindLabels[kind] }));

/** Stages in the order deals pass them. Buttons, Alt with arrows, or dragging the handle change the order. */
export function StageList({ stages, onChange, disabled = false }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);

  function drop() {
    if (dragged !== null && target !== null) onChange(moveStage(stages, dragged, target));
    setDragged(null);
    setTarget(null);
  }

  return (
    <ol className={classes.list} aria-label="Stages in order">
      {stages.map((stage, at) => (
        <StageRow
          key={stage.stage}
          stage={stage}
          first={at === 0}
          last={at === stages.length - 1}
          disabled={disabled}
          marked={
            target === at && dragged !== null && dragged !== at ? (dragged > at ? 'above' : 'below') : null
          }
          onKind={(kind) => onChange(setKind(stages, at, kind))}
          onMove={(step) => onChange(moveStage(stages, at, at + step))}
          onDragStart={() => setDragged(at)}
          onDragOver={() => setTarget(at)}
          onDragEnd={drop}
        />
      ))}
    </ol>
  );
}

type RowProps = {
  stage: StageItem;
  first: boolean;
  last: boolean;
  disabled: boolean;
  marked: 'above' | 'below' | null;
  onKind: (kind: StageKind) => void;
  onMove: (step: 1 | -1) => void;
  onDragStart: () => void;
  onDragOver: () => void;
  onDragEnd: () => void;
};

function StageRow({ stage, first, last, disabled, marked, onKind, onMove, ...drag }: RowProps) {
  const format = useFormat();

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || disabled) return;
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (step === 0 || (step === -1 ? first : last)) return;
    event.preventDefault();
    onMove(step);
  }

  return (
    <li
      className={classes.row}
      data-marked={marked ?? undefined}
      draggable={!disabled}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        drag.onDragStart();
      }}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        drag.onDragOver();
      }}
      onDragEnd={drag.onDragEnd}
      onKeyDown={onKeyDown}
    >
      <IconGripVertical size={14} stroke={1.6} className={classes.grip} aria-hidden />
      <span className={classes.dot} data-kind={stage.kind} aria-hidden />
      <span className={classes.name} title={stage.reason ? `${stage.stage}: ${stage.reason}` : stage.stage}>
        <span className={classes.stage}>{stage.stage}</span>
        <span className={classes.reason}>
          {counted(stage.deals, format.count(stage.deals), 'deal')}
          {stage.reason ? ` · ${stage.reason}` : ''}
        </span>
      </span>
      <Select
        size="xs"
        w={112}
        aria-label={`What ${stage.stage} means`}
        data={kindChoices}
        value={stage.kind}
        allowDeselect={false}
        disabled={disabled}
        onChange={(value) => {
          const kind = stageKindSchema.safeParse(value).data;
          if (kind) onKind(kind);
        }}
      />
      <span className={classes.moves}>
        <ActionIcon
          variant="subtle"
          size="sm"
          disabled={first || disabled}
          aria-label={`Move ${stage.stage} up`}
          title="Move up (Alt ↑)"
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size="sm"
          disabled={last || disabled}
          aria-label={`Move ${stage.stage} down`}
          title="Move down (Alt ↓)"
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </span>
    </li>
  );
}
