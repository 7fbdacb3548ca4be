import { Link } from 'wouter';
import { type MoverSentence, moverWords, type WordPart } from '#shared/results/mover-words';
import type { MoverKind, MoversAnswer } from '#shared/results/movers';
import type { DrillInput } from '../state/drill';
import type { ResolvedScope } from '../state/scope';
import { useDrill } from '../state/use-drill';
import { useFormat } from '../state/use-format';
import { useScopedPath } from '../state/use-scope';
import classes from './mover-list.module.css';

type MoverListProps = {
  answer: MoversAnswer;
  /** The scope that the moves were asked for with. */
  days: ResolvedScope;
};

/** What moved, one sentence for each kind of move; counts open their deals and names their deal. */
export function MoverList({ answer, days }: MoverListProps) {
  const format = useFormat();
  const { openDrill } = useDrill();
  const sentences = moverWords(answer, { count: format.count, money: format.moneyShort, day: format.day });
  return (
    <ul className={classes.list}>
      {sentences.map((sentence) => (
        <li key={sentence.kind} className={classes.item}>
          <span className={classes.mark} data-tone={tones[sentence.kind] ?? 'open'} aria-hidden="true" />
          <Sentence sentence={sentence} onAll={(kind) => openDrill(drillOf(kind, days))} />
        </li>
      ))}
    </ul>
  );
}

const tones: Partial<Record<MoverKind, string>> = { won: 'won', lost: 'lost' };

type SentenceProps = { sentence: MoverSentence; onAll: (kind: MoverKind) => void };

function Sentence({ sentence, onAll }: SentenceProps) {
  return (
    <span>
      {sentence.parts.map((part) => (
        <Part key={part.text} part={part} onAll={onAll} />
      ))}
    </span>
  );
}

function Part({ part: { text, deal, all }, onAll }: { part: WordPart; onAll: (kind: MoverKind) => void }) {
  const scoped = useScopedPath();
  if (deal !== undefined) {
    return (
      <Link href={scoped(`/deals/${encodeURIComponent(deal)}`)} className={classes.deal}>
        {text}
      </Link>
    );
  }
  if (all === undefined) return text;
  return (
    <button type="button" className={classes.all} onClick={() => onAll(all)}>
      {text}
    </button>
  );
}

const titles: Record<MoverKind, string> = {
  won: 'Won',
  lost: 'Lost',
  slipped: 'Slipped',
  increased: 'Increased',
  decreased: 'Decreased',
  new: 'New',
  reopened: 'Reopened',
};

function drillOf(kind: MoverKind, days: ResolvedScope): DrillInput {
  if (kind === 'slipped') {
    return {
      title: titles[kind],
      behind: { metric: 'slippage', part: 'slipped' },
      scope: days,
      definition: 'slippage',
      method: 'metric.slippage',
    };
  }
  return {
    title: titles[kind],
    behind: { metric: 'changes', bucket: kind },
    scope: days,
    definition: 'changes',
    method: 'metric.changes',
  };
}
