import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { ChainProvider } from "../chain";
import { WalletProvider } from "../wallet";
import { ErrorBoundary } from "./ErrorBoundary";
import { nodeOfAddress } from "./node";
import { Shell } from "./Shell";
import { colorSchemes, theme } from "./theme";

export function App() {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { networkMode: "always" } } }),
  );
  const [override] = useState(nodeOfAddress);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
      withGlobalClasses={false}
      withCssVariables={false}
    >
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <ChainProvider {...(override === undefined ? {} : { override })}>
            <WalletProvider>
              <Shell />
            </WalletProvider>
          </ChainProvider>
        </QueryClientProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}
