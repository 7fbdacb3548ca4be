import { Component, type ReactNode } from 'react';
import { ErrorState } from '../components/error-state';
import { Page } from '../components/page';

/** Keeps the frame alive when a page fails to draw, and offers to draw it again. */
export class PageBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <Page question="This page could not be drawn" answer={null}>
        <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />
      </Page>
    );
  }
}
