import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ForecastAnswer } from '#shared/results/forecast';
import { type Judgement, type JudgementScore, judgedFields } from '#shared/results/plan';
import { Card } from '../../../components/card';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { WarningList } from '../../../components/warning-list';
import { useFields } from '../../../state/use-fields';
import { useFormat } from '../../../state/use-format';
import { useMetric } from '../../../state/use-metric';
import classes from '../forecast.module.css';
import { useJudgements } from '../use-judgements';
import { useForecastScope } from '../use-outlook';
import { readAmount } from './amount-text';
import { useAuthor } from './use-author';
import { useAddJudgement } from './use-saying';

/** What people expect beside the model, with who, when and why; nothing is changed afterwards. */
export function CallsCard({ answer }: { answer: ForecastAnswer }) {
  const format = useFormat();
  const { data } = useJudgements(answer.period);
  const calls = data?.judgements ?? [];
  const scores = data?.scores ?? [];
  const whole = calls.find(
    (call) => call.isLast && call.amount !== null && call.field === null && call.deal === null,
  );
  const title = whole
    ? `${whole.author} calls ${format.moneyShort(whole.amount)}, the model said ${format.moneyShort(whole.model.p50)} (${format.moneyShort(whole.model.p10)}–${format.moneyShort(whole.model.p90)})`
    : calls.length > 0
      ? `${format.count(calls.length)} calls on ${answer.period}`
      : `Calls on ${answer.period}`;
  return (
    <Card
      title={title}
      caption="A call is kept with its reason and with what the model said at that moment; a later one follows it and both are scored when the period is over"
    >
      <CallForm answer={answer} />
      {calls.length === 0 ? (
        <EmptyState
          title="Nobody has made a call"
          hint="Say what will be won by all, by a group or with a deal, and why."
        />
      ) : (
        <CallTable calls={calls} />
      )}
      {scores.length > 0 ? <ScoreTable scores={scores} /> : null}
      <WarningList warnings={data?.warnings ?? []} />
    </Card>
  );
}

function CallTable({ calls }: { calls: readonly Judgement[] }) {
  const format = useFormat();
  const over = calls.some(({ actual }) => actual !== null);
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col">On</th>
            <th scope="col" data-numeric="true">
              Call
            </th>
            <th scope="col" data-numeric="true">
              Model then
            </th>
            {over ? (
              <th scope="col" data-numeric="true">
                Came
              </th>
            ) : null}
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <tr key={call.id} style={call.isLast ? undefined : { opacity: 0.6 }}>
              <td>
                {call.author}
                <div className={classes.facts}>
                  {format.day(call.at.slice(0, 10))}, as of {format.day(call.asOf)}
                  {call.isLast ? '' : ', followed by another'}
                </div>
              </td>
              <td>{call.dealName ?? call.deal ?? call.value ?? 'All deals'}</td>
              <td data-numeric="true">
                {call.amount === null ? 'withdrawn' : format.moneyShort(call.amount)}
              </td>
              <td data-numeric="true">
                {format.moneyShort(call.model.p50 ?? call.model.mean)}
                {call.model.p10 !== null && call.model.p90 !== null ? (
                  <div className={classes.facts}>
                    {format.moneyShort(call.model.p10)}–{format.moneyShort(call.model.p90)}
                  </div>
                ) : null}
              </td>
              {over ? <td data-numeric="true">{format.moneyShort(call.actual)}</td> : null}
              <td>{call.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ScoreTable({ scores }: { scores: readonly JudgementScore[] }) {
  const format = useFormat();
  return (
    <>
      <p className={classes.heading}>Calls on periods that are over, against the model</p>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Calls of</th>
              {['Calls', 'Mean error', 'Of the model', 'Bias', 'Nearer than the model'].map((head) => (
                <th key={head} scope="col" data-numeric="true">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {scores.map((score) => (
              <tr key={score.author}>
                <td>{score.author}</td>
                <td data-numeric="true">{format.count(score.n)}</td>
                <td data-numeric="true">{format.percent(score.wape)}</td>
                <td data-numeric="true">{format.percent(score.modelWape)}</td>
                <td data-numeric="true">{format.percent(score.bias)}</td>
                <td data-numeric="true">{format.percent(score.nearer)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CallForm({ answer }: { answer: ForecastAnswer }) {
  const { author, setAuthor, known } = useAuthor();
  const { asOf } = useForecastScope();
  const fields = useFields();
  const adding = useAddJudgement();
  const [on, setOn] = useState<string>('all');
  const [value, setValue] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [note, setNote] = useState('');
  const field = judgedFields.find((one) => one === on);
  const values = useMetric(
    'workspace.values',
    { field: field ?? 'owner', limit: 500 },
    { enabled: field !== undefined },
  );
  const amount = readAmount(text);
  const ready = amount !== null && known && note.trim() !== '' && (on === 'all' || value !== null);
  const deals = answer.drivers.map(({ id, name }) => ({ value: id, label: name ?? id }));
  const groups = fields.filter((one) => judgedFields.some((name) => name === one.field));
  const format = useFormat();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (amount === null || !ready) return;
        adding.mutate(
          {
            period: answer.period,
            amount,
            note,
            author,
            ...(asOf ? { asOf } : {}),
            ...(on === 'deal' && value ? { deal: value } : {}),
            ...(field && value ? { field, value } : {}),
          },
          {
            onSuccess: () => {
              setText('');
              setNote('');
            },
          },
        );
      }}
    >
      <Select
        size="xs"
        w={132}
        label="Call on"
        data={[
          { value: 'all', label: 'All deals' },
          ...groups.map((one) => ({ value: one.field, label: one.label })),
          ...(deals.length > 0 ? [{ value: 'deal', label: 'A deal to watch' }] : []),
        ]}
        value={on}
        onChange={(next) => {
          setOn(next ?? 'all');
          setValue(null);
        }}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
      />
      {on === 'all' ? null : (
        <Select
          size="xs"
          w={200}
          label="Which"
          data={
            on === 'deal'
              ? deals
              : (values.data?.values ?? []).flatMap((one) => (one.value === null ? [] : [one.value]))
          }
          value={value}
          onChange={setValue}
          searchable
          comboboxProps={{ shadow: 'md' }}
        />
      )}
      <TextInput
        size="xs"
        w={120}
        label="Will bring"
        placeholder={format.count(Math.round(answer.p50))}
        value={text}
        error={text !== '' && amount === null}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        style={{ flex: '1 1 220px' }}
        label="Why"
        placeholder="What the model cannot know"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <TextInput
        size="xs"
        w={132}
        label="Your name"
        value={author}
        onChange={(event) => setAuthor(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={!ready} loading={adding.isPending}>
        Make the call
      </Button>
      {adding.isError ? <ErrorState error={adding.error} /> : null}
    </form>
  );
}
