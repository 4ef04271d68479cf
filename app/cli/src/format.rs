//! Numbers and times as people read them.

pub use ballast_client::amounts::duration;
use chrono::{DateTime, NaiveDate, NaiveTime};

/// `2025-10-10 21:13:15`.
pub fn utc(ts: i64) -> String {
    DateTime::from_timestamp(ts, 0).map_or_else(
        || format!("@{ts}"),
        |time| time.format("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// The day of it: `2025-10-10`.
pub fn date(ts: i64) -> String {
    utc(ts).chars().take(10).collect()
}

/// Midnight of a day in UTC, `2025-10-10` as typed, in unix seconds.
pub fn parse_date(text: &str) -> Result<i64, chrono::ParseError> {
    let date: NaiveDate = text.parse()?;
    Ok(date.and_time(NaiveTime::MIN).and_utc().timestamp())
}

/// A share of 0 to 1 in per cent: `12.50%`.
pub fn percent(share: f64) -> String {
    format!("{:.2}%", share * 1e2)
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
    let mut out = thousands(&text);
    // A rounded zero has no sign.
    if value < 0.0 && text.chars().any(|digit| ('1'..='9').contains(&digit)) {
        out.insert(0, '-');
    }
    out
}

/// Digits, with a point or without, the thousands before it apart.
pub fn thousands(digits: &str) -> String {
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if (1..whole).contains(&index) && (whole - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A price in feed units as a decimal.
pub fn decimal(units: u64) -> f64 {
    units as f64 / crate::prices::FEED_UNIT
}
