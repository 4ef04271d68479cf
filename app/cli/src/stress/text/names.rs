//! Which rows are which.

use ballast_simulator::results::Row;

use super::cells::counted;

/// The mechanism that does nothing.
const BASELINE: &str = "none";
/// All mechanisms together.
const WHOLE: &str = "all";

/// Where in a list of mechanisms the baseline and the whole are; else the first, and the last of the others.
///
/// `None` if there are not two.
pub fn ends(names: &[&str]) -> Option<(usize, usize)> {
    let place = |wanted: &str| names.iter().position(|name| *name == wanted);
    let first = place(BASELINE).unwrap_or(0);
    let last = (0..names.len()).rev().find(|place| *place != first)?;
    let whole = place(WHOLE).filter(|place| *place != first);
    Some((first, whole.unwrap_or(last)))
}

/// What a name stands for; empty if nothing says.
pub fn about<'a>(list: &'a [(String, String)], name: &str) -> &'a str {
    let found = list.iter().find(|(have, _)| have == name);
    found.map_or("", |(_, about)| about.as_str())
}

/// `200 seeds`, or from how many to how many.
pub fn seeds<'a>(rows: impl IntoIterator<Item = &'a Row>) -> String {
    let mut seeds: Vec<u32> = rows.into_iter().map(|row| row.seeds).collect();
    seeds.sort_unstable();
    match (seeds.first(), seeds.last()) {
        (Some(few), Some(many)) if few != many => format!("{few} to {many} seeds"),
        (Some(seeds), _) => counted(*seeds as usize, "seed"),
        _ => "no runs".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_baseline_and_the_whole_wherever_they_are() {
        assert_eq!(ends(&["all", "halt", "none"]), Some((2, 0)));
        assert_eq!(ends(&["halt", "none"]), Some((1, 0)));
        assert_eq!(ends(&["none", "halt", "batch"]), Some((0, 2)));
        assert_eq!(ends(&["all", "halt"]), Some((0, 1)));
        assert_eq!(ends(&["none"]), None);
        assert_eq!(ends(&[]), None);
    }
}
