import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  isOpen: boolean;
  onClose(): void;
  children: ReactNode;
}

/** What is looked at or done beside the lists. */
export function SidePanel({ title, isOpen, onClose, children }: Props) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      position="right"
      size="lg"
      title={title}
      lockScroll={false}
      closeButtonProps={{ "aria-label": "Close" }}
      // The page has its banner already.
      attributes={{ header: { role: "presentation" } }}
    >
      {children}
    </Drawer>
  );
}
