import { TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { MetricState } from '../../components/metric-state';
import { Page } from '../../components/page';
import { TableSkeleton } from '../../components/skeletons';
import { groupId, methodId, methodOf } from '../../state/methods-address';
import { useMetric } from '../../state/use-metric';
import { useAddressValue } from '../../state/use-scope';
import { MethodCard } from './method-card';
import { type MethodSection, methodSections } from './method-list';
import classes from './methods.module.css';

/** What every number means, how it is computed and what it rests on. */
export function MethodsPage() {
  const constants = useMetric('methods.constants', {});
  const [find, setFind] = useAddressValue('find');
  const [at] = useAddressValue('at');
  const chosen = methodOf(at);
  const search = find ?? '';
  useEffect(() => {
    if (chosen === null || !constants.data) return;
    const place = document.getElementById(methodId(chosen));
    place?.scrollIntoView({ block: 'start' });
    place?.focus({ preventScroll: true });
  }, [chosen, constants.data]);
  return (
    <Page
      question="What do the numbers mean?"
      answer={constants.data ? sentence(methodSections(constants.data, '')) : undefined}
      controls={
        <TextInput
          size="xs"
          w={240}
          type="search"
          aria-label="Search methods"
          placeholder="Search methods"
          value={search}
          onChange={(event) => setFind(event.currentTarget.value || null)}
        />
      }
    >
      <MetricState
        query={constants}
        skeleton={
          <Card>
            <TableSkeleton rows={16} />
          </Card>
        }
      >
        {(known) => <Sections sections={methodSections(known, search)} search={search} chosen={chosen} />}
      </MetricState>
    </Page>
  );
}

type SectionsProps = {
  sections: readonly MethodSection[];
  search: string;
  chosen: ReturnType<typeof methodOf>;
};

function Sections({ sections, search, chosen }: SectionsProps) {
  if (sections.length === 0) {
    return (
      <Card>
        <EmptyState
          title={`No method has “${search}”`}
          hint="Search for a word of its name, formula or source."
        />
      </Card>
    );
  }
  return (
    <div className={classes.page}>
      <Contents sections={sections} />
      <div className={classes.sections}>
        {sections.map((section) => (
          <MethodCard key={section.group} section={section} chosen={chosen} />
        ))}
      </div>
    </div>
  );
}

function Contents({ sections }: { sections: readonly MethodSection[] }) {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const go = (key: string) => {
    const query = new URLSearchParams(search);
    query.set('at', key);
    navigate(`${path}?${query}`);
    // A second click on the same one goes there again.
    document.getElementById(methodId(key))?.scrollIntoView({ block: 'start' });
  };
  return (
    <nav className={classes.contents} aria-label="Methods">
      {sections.map(({ group, title, methods }) => (
        <div key={group}>
          <button
            type="button"
            className={`${classes.link} ${classes.group}`}
            onClick={() => document.getElementById(groupId(group))?.scrollIntoView({ block: 'start' })}
          >
            {title}
          </button>
          {methods.map((method) => (
            <button key={method.key} type="button" className={classes.link} onClick={() => go(method.key)}>
              {method.title}
            </button>
          ))}
        </div>
      ))}
    </nav>
  );
}

function sentence(sections: readonly MethodSection[]): string {
  const methods = sections.reduce((sum, section) => sum + section.methods.length, 0);
  const constants = sections.reduce((sum, section) => sum + section.constants.length, 0);
  return `${methods} definitions and ${constants} constants stand behind every number; each number opens its own.`;
}
