//! Numbers and times as people read them.

pub use ballast_client::amounts::duration;
use chrono::DateTime;

/// `2025-10-10 21:13:15`.
pub fn utc(ts: i64) -> String {
    DateTime::from_timestamp(ts, 0).map_or_else(
        || format!("@{ts}"),
        |time| time.format("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// Atoms as whole tokens with `places` digits, thousands apart.
pub fn tokens(atoms: i128, decimals: u8, places: usize) -> String {
    grouped(atoms as f64 / 10f64.powi(i32::from(decimals)), places)
}

/// A price in feed units as quote per base: two digits, or more below 10.
pub fn price(units: u64) -> String {
    let value = units as f64 / crate::prices::FEED_UNIT;
    let places = match value {
        value if value >= 10.0 => 2,
        value if value >= 0.1 => 4,
        _ => 8,
    };
    grouped(value, places)
}

/// A number with its thousands apart.
pub fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    // A rounded zero has no sign.
    if value < 0.0 && text.chars().any(|digit| ('1'..='9').contains(&digit)) {
        out.insert(0, '-');
    }
    out
}

/// A price in feed units as a decimal.
pub fn decimal(units: u64) -> f64 {
    units as f64 / crate::prices::FEED_UNIT
}
