import { type ReactNode, useEffect } from 'react';
import { FirstAnswerPending, useUntilPainted } from '../state/first-answer';
import classes from './page.module.css';

type PageProps = {
  /** The question the page answers; it is the page's heading and the window's title. */
  question: string;
  /** The computed one-sentence answer; undefined while it is being computed, null when the page has none. */
  answer?: ReactNode;
  /** Controls of this page alone, right of the title. */
  controls?: ReactNode;
  /** True while the answer that the page is about is asked: the cards below ask after it. */
  pending?: boolean;
  /** Lets a table use the whole height and width of the window. */
  full?: boolean;
  children: ReactNode;
};

/** The skeleton of every page: question, answer, content on a 12-column grid. */
export function Page({ question, answer, controls, pending = false, full = false, children }: PageProps) {
  const waits = useUntilPainted(pending);
  useEffect(() => {
    document.title = `${question} · Weir`;
  }, [question]);
  return (
    <div className={full ? classes.full : classes.page}>
      <header className={classes.header}>
        <div className={classes.top}>
          <h1 className={classes.question}>{question}</h1>
          {controls ? <div className={classes.controls}>{controls}</div> : null}
        </div>
        {answer === null ? null : (
          <p className={classes.answer} aria-live="polite">
            {answer ?? <span className={classes.pending} aria-hidden="true" />}
          </p>
        )}
      </header>
      <FirstAnswerPending value={waits}>{children}</FirstAnswerPending>
    </div>
  );
}

/** Twelve columns with the standard gutter. Children say how many they take with `Column`. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}

/** A part of the twelve columns; below 1100 px of page width parts wider than five take the whole row. */
export function Column({ span, children }: { span: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12; children: ReactNode }) {
  return (
    <div className={classes.column} data-span={span}>
      {children}
    </div>
  );
}
