import { Button, Group } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { reasonOf } from "../attempt";
import { Notice } from "../ui";

interface State {
  error: unknown;
}

/** What went wrong while drawing, and ways out. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error ?? new Error("unknown") };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <Notice kind="danger" title="This part of the page has failed" live>
        <p>{reasonOf(error)}</p>
        <p>Nothing was signed or sent by this.</p>
        <Group>
          <Button size="xs" onClick={() => this.setState({ error: undefined })}>
            Try again
          </Button>
          <Button size="xs" variant="default" onClick={() => location.reload()}>
            Reload the page
          </Button>
        </Group>
      </Notice>
    );
  }
}
