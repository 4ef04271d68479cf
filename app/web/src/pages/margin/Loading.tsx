import { Skeleton, Stack } from "@mantine/core";

/** What stands where an account will. */
export function Loading() {
  return (
    <Stack gap="lg" aria-busy="true" aria-label="Loading">
      <Skeleton height={36} width={280} />
      <Skeleton height={240} />
      <Skeleton height={160} />
    </Stack>
  );
}
