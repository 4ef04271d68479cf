import { NativeSelect, useMantineColorScheme } from "@mantine/core";

const THEMES = [
  { value: "auto", label: "Auto" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const;

export function ThemeSwitch() {
  // Suppressing transitions meanwhile would inject a <style>.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <NativeSelect
      size="xs"
      aria-label="Theme"
      value={colorScheme}
      onChange={(event) => {
        const chosen = THEMES.find(({ value }) => value === event.currentTarget.value);
        if (chosen !== undefined) setColorScheme(chosen.value);
      }}
      data={THEMES}
    />
  );
}
