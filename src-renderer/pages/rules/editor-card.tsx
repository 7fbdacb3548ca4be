import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import {
  type FollowUpChoice,
  followUpChoices,
  type Rule,
  type RuleKind,
  type RulePack,
  ruleKinds,
} from '#shared/model/rule-pack';
import { Card } from '../../components/card';
import { SaveButton } from '../../components/saved/save-button';
import { SavedList } from '../../components/saved/saved-list';
import { useFields } from '../../state/use-fields';
import { LimitsByValue } from './limits-by-value';
import { kindLabels, unitOf } from './rule-words';
import classes from './rules.module.css';

type Props = {
  pack: RulePack;
  name: string;
  isEdited: boolean;
  onEdit: (pack: RulePack) => void;
  onReset: () => void;
  onOpen: (id: string) => void;
};

const usualLimits: Record<RuleKind, number> = { 'no-follow-up': 10, 'not-closed': 35, capacity: 100 };
const followUpLabels: Record<FollowUpChoice, string> = {
  auto: 'Activities, else changes',
  activity: 'Activities',
  change: 'Recorded changes',
  either: 'Activities and changes',
};

/** The rules of the pack: changed here, tried at once, and kept in the workspace under a name. */
export function EditorCard({ pack, name, isEdited, onEdit, onReset, onOpen }: Props) {
  const change = (at: number, rule: Rule) =>
    onEdit({ ...pack, rules: pack.rules.map((one, i) => (i === at ? rule : one)) });
  const remove = (at: number) => onEdit({ ...pack, rules: pack.rules.filter((_, i) => i !== at) });
  const unused = ruleKinds.find((kind) => !pack.rules.some((rule) => rule.kind === kind)) ?? 'no-follow-up';
  return (
    <Card
      title={isEdited ? `${name}, changed` : name}
      caption="A deal is taken by the first of these rules whose limit it reaches while it is open"
    >
      <div className={classes.editor}>
        {pack.rules.map((rule, at) => (
          <RuleRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the pack
            key={at}
            rule={rule}
            onChange={(next) => change(at, next)}
            onRemove={pack.rules.length > 1 ? () => remove(at) : undefined}
          />
        ))}
        <div className={classes.tools}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={14} stroke={1.7} />}
            disabled={pack.rules.length >= 6}
            onClick={() =>
              onEdit({ ...pack, rules: [...pack.rules, { kind: unused, limit: usualLimits[unused] }] })
            }
          >
            Add a rule
          </Button>
          <Select
            size="xs"
            w={200}
            aria-label="What counts as a follow-up"
            data={followUpChoices.map((value) => ({ value, label: followUpLabels[value] }))}
            value={pack.followUp}
            onChange={(value) => {
              const followUp = followUpChoices.find((known) => known === value);
              if (followUp) onEdit({ ...pack, followUp });
            }}
            allowDeselect={false}
          />
          <SaveButton
            kind="rules"
            label="Save pack"
            suggested={isEdited ? `${name}, changed` : name}
            content={() => JSON.stringify(pack)}
          />
          {isEdited ? (
            <Button size="xs" variant="subtle" onClick={onReset}>
              Undo changes
            </Button>
          ) : null}
        </div>
        <SavedList
          kind="rules"
          nothing="Packs that are saved here stay in the workspace."
          onOpen={({ id }) => onOpen(String(id))}
        />
      </div>
    </Card>
  );
}

type RowProps = { rule: Rule; onChange: (rule: Rule) => void; onRemove: (() => void) | undefined };

function RuleRow({ rule, onChange, onRemove }: RowProps) {
  const fields = useFields();
  const { kind, limit, by } = rule;
  return (
    <>
      <div className={classes.rule}>
        <Select
          size="xs"
          aria-label="Kind of rule"
          data={ruleKinds.map((value) => ({ value, label: kindLabels[value] }))}
          value={kind}
          onChange={(value) => {
            const next = ruleKinds.find((known) => known === value);
            if (next && next !== kind) onChange({ kind: next, limit: usualLimits[next] });
          }}
          allowDeselect={false}
        />
        <NumberInput
          size="xs"
          aria-label={`Limit in ${unitOf(kind)}`}
          min={1}
          max={3650}
          allowDecimal={false}
          value={limit}
          onChange={(next) => {
            if (Number.isInteger(next) && Number(next) >= 1 && Number(next) <= 3650)
              onChange({ ...rule, limit: Number(next) });
          }}
        />
        <span className={classes.word}>{unitOf(kind)}</span>
        <Select
          size="xs"
          aria-label="Other limits by a field"
          placeholder="The same for all"
          data={fields
            .filter(({ field }) => field !== 'loss_reason' && field !== 'account')
            .map(({ field, label }) => ({ value: field, label: `By ${label.toLowerCase()}` }))}
          value={by?.field ?? null}
          onChange={(field) => onChange({ kind, limit, ...(field ? { by: { field, limits: [] } } : {}) })}
          clearable
          searchable={fields.length > 8}
        />
        {onRemove ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label="Remove this rule"
            onClick={onRemove}
          >
            <IconX size={14} stroke={1.8} />
          </ActionIcon>
        ) : null}
      </div>
      {by ? (
        <LimitsByValue
          field={by.field}
          limits={by.limits}
          usual={limit}
          onChange={(limits) => onChange({ ...rule, by: { field: by.field, limits } })}
        />
      ) : null}
    </>
  );
}
