import { Link } from 'wouter';
import type { RulePack } from '#shared/model/rule-pack';
import type { DueDeal, RuleCountdownAnswer } from '#shared/results/rules';
import { Card } from '../../components/card';
import { EmptyState } from '../../components/empty-state';
import { useFormat } from '../../state/use-format';
import { useScopedPath } from '../../state/use-scope';
import { ruleText } from './rule-words';
import classes from './rules.module.css';

/** The deals that the rules take next, with the days each rule leaves; a name leads to the deal. */
export function NextCard({ answer, pack }: { answer: RuleCountdownAnswer; pack: RulePack }) {
  const title = 'Taken next';
  const next = answer.deals.filter(({ daysLeft }) => daysLeft > 0);
  if (next.length === 0) {
    return (
      <Card title={title}>
        <EmptyState
          title="No open deal is on its way to a limit"
          hint="All have reached one already, or the rules do not count days."
        />
      </Card>
    );
  }
  return (
    <Card
      title={title}
      caption={
        next.length === 1
          ? 'The one open deal that has days left'
          : `The ${next.length} open deals with the fewest days left; of one day the largest first`
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <table className={classes.table}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">Deal</th>
              <th scope="col">Owner</th>
              <th scope="col" data-numeric>
                Amount
              </th>
              <th scope="col">Last follow-up</th>
              {pack.rules.map((rule, at) =>
                rule.kind === 'capacity' ? null : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the pack
                  <th key={at} scope="col" data-numeric>
                    {ruleText(rule)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {next.map((deal) => (
              <Row key={`${deal.id} ${deal.life}`} deal={deal} pack={pack} />
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

function Row({ deal, pack }: { deal: DueDeal; pack: RulePack }) {
  const format = useFormat();
  const scoped = useScopedPath();
  return (
    <tr>
      <td>
        <Link href={scoped(`/deals/${encodeURIComponent(deal.id)}`)} className={classes.deal}>
          {deal.name ?? deal.id}
        </Link>
      </td>
      <td>{deal.owner ?? '–'}</td>
      <td data-numeric>{format.money(deal.amount)}</td>
      <td>{deal.followedOn === null ? 'never' : format.day(deal.followedOn)}</td>
      {pack.rules.map((rule, at) =>
        rule.kind === 'capacity' ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the pack
          <td key={at} data-numeric data-first={deal.rule === at}>
            {deal.left[at] === null ? '–' : format.days(deal.left[at])}
          </td>
        ),
      )}
    </tr>
  );
}
