import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type StageKind, stageKindSchema } from '#shared/model/stage';
import { rowAfterKey } from '../../components/grid/grid-keys';
import { StageDot } from '../../components/stage-dot';
import { useFormat } from '../../state/use-format';
import { LongStageList, stageRowHeight } from './long-stage-list';
import classes from './stage-list.module.css';
import { moveStage, type StageItem, setKind } from './stage-order';
import { useFocusOfMoved } from './use-focus-of-moved';
import { counted, stageKindLabels } from './words';

type Props = {
  stages: readonly StageItem[];
  onChange: (stages: StageItem[]) => void;
  disabled?: boolean;
};

/** Stages that Alt with Page Up or Page Down moves over, and one. */
const movedByPage = 11;

const kindChoices = stageKindSchema.options.map((kind) => ({ value: kind, label: stageKindLabels[kind] }));

/** Longer lists draw the rows in view alone. */
const mostPlain = 60;

/**
 * Stages in the order deals pass them. Buttons, dragging the handle, or Alt with arrows, Page, Home and End keys change
 * the order.
 */
export function StageList({ stages, onChange, disabled = false }: Props) {
  const [dragged, setDragged] = useState<number | null>(null);
  const [target, setTarget] = useState<number | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const { moved, follow, settle } = useFocusOfMoved(list, disabled);

  function drop() {
    if (dragged !== null && target !== null) onChange(moveStage(stages, dragged, target));
    setDragged(null);
    setTarget(null);
  }

  function row(at: number, y?: number) {
    const stage = stages[at];
    if (!stage) return null;
    return (
      <StageRow
        key={stage.stage}
        stage={stage}
        at={at}
        count={stages.length}
        y={y}
        disabled={disabled}
        marked={
          target === at && dragged !== null && dragged !== at ? (dragged > at ? 'above' : 'below') : null
        }
        onKind={(kind) => onChange(setKind(stages, at, kind))}
        onMove={(to) => {
          follow(stage.stage);
          onChange(moveStage(stages, at, to));
        }}
        onDragStart={() => setDragged(at)}
        onDragOver={() => setTarget(at)}
        onDragEnd={drop}
      />
    );
  }

  if (stages.length > mostPlain) {
    const followed = stages.findIndex(({ stage }) => stage === moved);
    return <LongStageList list={list} count={stages.length} followed={followed} row={row} onDrawn={settle} />;
  }
  return (
    <ol ref={list} className={classes.list} aria-label="Stages in order">
      {stages.map((_, at) => row(at))}
    </ol>
  );
}

type RowProps = {
  stage: StageItem;
  at: number;
  count: number;
  /** Where the row stands in a list of which only a part is drawn, in px. */
  y: number | undefined;
  disabled: boolean;
  marked: 'above' | 'below' | null;
  onKind: (kind: StageKind) => void;
  onMove: (to: number) => void;
  onDragStart: () => void;
  onDragOver: () => void;
  onDragEnd: () => void;
};

function StageRow({ stage, at, count, y, disabled, marked, onKind, onMove, ...drag }: RowProps) {
  const format = useFormat();
  const [first, last] = [at === 0, at === count - 1];

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || disabled) return;
    const to = rowAfterKey(event.key, at, count, movedByPage);
    if (to === null) return;
    event.preventDefault();
    if (to !== at) onMove(to);
  }

  return (
    <li
      className={classes.row}
      data-marked={marked ?? undefined}
      data-stage={stage.stage}
      aria-setsize={count}
      aria-posinset={at + 1}
      style={
        y === undefined
          ? undefined
          : { position: 'absolute', height: stageRowHeight, width: '100%', transform: `translateY(${y}px)` }
      }
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
      <StageDot kind={stage.kind} />
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
          onClick={() => onMove(at - 1)}
        >
          <IconArrowUp size={14} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          size="sm"
          disabled={last || disabled}
          aria-label={`Move ${stage.stage} down`}
          title="Move down (Alt ↓)"
          onClick={() => onMove(at + 1)}
        >
          <IconArrowDown size={14} />
        </ActionIcon>
      </span>
    </li>
  );
}
