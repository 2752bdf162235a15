//! The one look at the clock: which day is today.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::civil::{Date, date};

/// Today's number, counted from 1970.
pub(crate) fn day() -> i64 {
    let given = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.trim().parse().ok());
    let seconds = given.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs());
    i64::try_from(seconds / 86_400).unwrap_or(0)
}

/// Today's date (UTC), or the one that `SOURCE_DATE_EPOCH` names.
pub(crate) fn today() -> Date {
    date(1970, 1, 1).saturating_add(jiff::Span::new().days(day().min(2_000_000)))
}
