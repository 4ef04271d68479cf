import { Anchor, createTheme, Drawer, localStorageColorSchemeManager, Modal } from "@mantine/core";

/**
 * Mantine's own values throughout: any other would be written into a <style> element, which the page's policy forbids.
 * Colours of this page's own are in app.css.
 */
export const theme = createTheme({
  components: {
    // Not by colour alone.
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    // Locking the scroll bar would inject a <style> as well.
    // A header of the page, to a screen reader, unless it says that it is none.
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, attributes: { header: { role: "presentation" } } },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
  },
});

export const colorSchemes = localStorageColorSchemeManager({ key: "ballast.theme" });
