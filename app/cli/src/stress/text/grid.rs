//! A table before it is drawn, in a terminal or in a document.

use std::fmt::{self, Write};

use ballast_simulator::results::Row;
use comfy_table::{presets, CellAlignment, Table};

use super::cells::Column;
use crate::page;

/// Cells with a head.
pub struct Grid {
    /// Columns at the left that name a line; the others are numbers.
    pub names: usize,
    /// Above the columns.
    pub head: Vec<String>,
    /// As many cells each as the head has.
    pub lines: Vec<Vec<String>>,
}

impl Grid {
    /// One line a row.
    pub fn of<'a>(
        names: &[Column],
        columns: &[Column],
        rows: impl IntoIterator<Item = &'a Row>,
    ) -> Self {
        let all = || names.iter().chain(columns);
        let line = |row: &Row| all().map(|column| (column.cell)(row)).collect();
        Self {
            names: names.len(),
            head: all().map(|column| column.head.to_owned()).collect(),
            lines: rows.into_iter().map(line).collect(),
        }
    }

    /// Draws it for a terminal; nothing for one without lines.
    pub fn draw(&self, out: &mut String) -> fmt::Result {
        if self.lines.is_empty() {
            return Ok(());
        }
        let mut table = Table::new();
        table.load_preset(presets::UTF8_FULL_CONDENSED);
        table.set_header(&self.head);
        table.add_rows(&self.lines);
        page::align_numbers(&mut table);
        for column in table.column_iter_mut().take(self.names) {
            column.set_cell_alignment(CellAlignment::Left);
        }
        writeln!(out, "{table}")
    }
}
