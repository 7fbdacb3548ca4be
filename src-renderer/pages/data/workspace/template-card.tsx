import { Select } from '@mantine/core';
import { useState } from 'react';
import type { StageLayer } from '#shared/model/template';
import type { OfferedTemplate, StageTemplatesResult } from '#shared/results/flow';
import { Card } from '../../../components/card';
import { MetricState } from '../../../components/metric-state';
import { TableSkeleton } from '../../../components/skeletons';
import { useMetric } from '../../../state/use-metric';
import { useWorkspace } from '../../../state/use-workspace';
import { ChangeStatus } from './change-status';
import classes from './template-card.module.css';
import { useChange } from './use-change';

const none = 'none';
const nothing = 'nothing';

/** Lays a template over the stages of a pipeline: what they stand for, and with that which skips are no deviation. */
export function TemplateCard({ pipelines }: { pipelines: readonly string[] }) {
  const [pipeline, setPipeline] = useState(pipelines[0] ?? '');
  const query = useMetric('stages.templates', { pipeline });
  return (
    <Card
      title="Template of stages"
      caption="A template says which stages may be skipped; path conformance is judged by it."
    >
      <div className={classes.card}>
        {pipelines.length > 1 ? (
          <Select
            size="xs"
            label="Pipeline"
            data={[...pipelines]}
            value={pipeline}
            onChange={(next) => setPipeline(next ?? pipeline)}
            allowDeselect={false}
          />
        ) : null}
        <MetricState query={query} skeleton={<TableSkeleton rows={4} />}>
          {(result) => <Template result={result} />}
        </MetricState>
      </div>
    </Card>
  );
}

function Template({ result }: { result: StageTemplatesResult }) {
  const { data: workspace } = useWorkspace();
  const change = useChange();
  const { pipeline, templates, chosen } = result;
  const template = templates.find(({ name }) => name === chosen?.template);
  const disabled = change.busy || workspace?.readOnly === true;

  function lay(next: StageLayer | null, said: string) {
    change.make({
      run: (engine, options) => engine.call('stages.layTemplate', layerParams(pipeline, next), options),
      said,
      undo: (engine, options) => engine.call('stages.layTemplate', layerParams(pipeline, chosen), options),
    });
  }
  function choose(name: string | null) {
    const next = templates.find((one) => one.name === name);
    lay(next?.proposed ?? null, next ? `${next.title.en} laid over the stages.` : 'Template taken off.');
  }

  return (
    <>
      <Select
        size="xs"
        label="Template"
        data={[
          { value: none, label: 'None: the order of the stages is the path' },
          ...templates.map((one) => ({ value: one.name, label: titleOf(one) })),
        ]}
        value={chosen?.template ?? none}
        onChange={choose}
        allowDeselect={false}
        disabled={disabled}
      />
      {template && chosen ? (
        <Steps
          template={template}
          layer={chosen}
          disabled={disabled}
          onChange={(stage, step) =>
            lay(
              { ...chosen, stages: { ...chosen.stages, [stage]: step } },
              `${stage} stands for ${template.stages.find(({ id }) => id === step)?.name.en ?? 'nothing'}.`,
            )
          }
        />
      ) : null}
      <ChangeStatus change={change} />
    </>
  );
}

type StepsProps = {
  template: OfferedTemplate;
  layer: StageLayer;
  disabled: boolean;
  onChange: (stage: string, step: string | null) => void;
};

function Steps({ template, layer, disabled, onChange }: StepsProps) {
  const steps = template.stages.filter(({ post }) => !post);
  const nameOf = (id: string) => template.stages.find((step) => step.id === id)?.name.en ?? id;
  return (
    <>
      <ul className={classes.steps}>
        {Object.entries(layer.stages).map(([stage, id]) => (
          <li key={stage} className={classes.step}>
            <span className={classes.stage} title={stage}>
              {stage}
            </span>
            <Select
              size="xs"
              aria-label={`${stage} stands for`}
              data={[
                { value: nothing, label: 'Nothing in the template' },
                ...steps.map((step) => ({ value: step.id, label: step.name.en })),
              ]}
              value={id ?? nothing}
              onChange={(next) => onChange(stage, next === nothing ? null : next)}
              allowDeselect={false}
              disabled={disabled}
            />
            <span className={classes.note}>
              {steps.find((step) => step.id === id)?.exit ?? 'May be skipped.'}
            </span>
          </li>
        ))}
      </ul>
      {template.skips.length > 0 ? (
        <ul className={classes.note}>
          {template.skips.map(({ from, to, why }) => (
            <li key={`${from} ${to}`}>
              Allowed: {nameOf(from)} to {nameOf(to)}. {why}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function titleOf({ title, proposed }: OfferedTemplate): string {
  const all = Object.values(proposed.stages);
  return `${title.en} (${all.filter((step) => step !== null).length} of ${all.length} stages found)`;
}

function layerParams(pipeline: string, layer: StageLayer | null) {
  return layer ? { pipeline, template: layer.template, stages: layer.stages } : { pipeline, template: null };
}
