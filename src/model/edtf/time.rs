//! The time of day and the zone after a full date (ISO 8601-2:2019, A.4.3).
//!
//! Seconds have no fraction in this profile. Minutes without seconds are taken, being plain ISO 8601-1 (5.3.1.3) and common in data.
//! 24:00:00 is the end of the day: the 2022 amendment of ISO 8601-1 brought it back. A leap second (:60) is refused: a count of milliseconds
//! since 1970 has no place for it.

use super::day::Day;
use super::error::EdtfError;
use super::scan::Scan;

const MINUTE: i64 = 60_000;

/// Reads from the `T` on. Gives milliseconds since 1970-01-01 UTC; a time without a zone is counted as UTC.
pub(super) fn instant(scan: &mut Scan, day: Day) -> Result<i64, EdtfError> {
    scan.eat("T");
    let start = scan.at;
    let hour = two(scan, "hour", 24)?;
    if !scan.eat(":") {
        return Err(scan.unexpected("a colon and the minutes"));
    }
    let minute = two(scan, "minute", 59)?;
    let second = if scan.eat(":") {
        two(scan, "second", 59)?
    } else {
        0
    };
    if hour == 24 && minute + second > 0 {
        let why = "24:00:00 is the last moment of a day";
        return Err(scan.refuse(start, why, "write a time of the next day"));
    }
    if matches!(scan.peek(), Some(b'.' | b',')) {
        let why = "a time has no fractions of a second";
        return Err(scan.refuse(scan.at, why, "leave the fraction out"));
    }
    let of_day = (hour * 60 + minute) * MINUTE + second * 1000;
    // Only four-digit years may carry a time: the sum stays far inside 64 bits.
    Ok(day.number() as i64 * 1440 * MINUTE + of_day - zone(scan)?)
}

/// The zone's distance from UTC in milliseconds. The zones in use lie between -12:00 and +14:00; -00 has no meaning (ISO 8601-1:2019, 4.3.13).
fn zone(scan: &mut Scan) -> Result<i64, EdtfError> {
    let start = scan.at;
    let sign = match scan.peek() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        Some(b'Z') => {
            scan.at += 1;
            return Ok(0);
        }
        _ => return Ok(0),
    };
    scan.at += 1;
    let hours = two(scan, "hour", 99)?;
    let minutes = if scan.eat(":") {
        two(scan, "minute", 59)?
    } else {
        0
    };
    let shift = sign * (hours * 60 + minutes);
    if sign < 0 && shift == 0 {
        let why = "the zone -00 has no meaning";
        return Err(scan.refuse(start, why, "write Z, or +00:00"));
    }
    if !(-12 * 60..=14 * 60).contains(&shift) {
        let why = format!("no place has the zone {}", scan.since(start));
        return Err(scan.refuse(start, why, "write a zone from -12:00 to +14:00"));
    }
    Ok(shift * MINUTE)
}

/// Two digits, at most `most`.
fn two(scan: &mut Scan, what: &str, most: i64) -> Result<i64, EdtfError> {
    let at = scan.at;
    let digits = scan.run(|b| b.is_ascii_digit());
    let [tens, units] = digits else {
        if digits.is_empty() {
            return Err(scan.unexpected(&format!("the {what} in two digits")));
        }
        let why = format!("{} is not two digits of the {what}", scan.since(at));
        return Err(scan.refuse(at, why, "write hh:mm:ss, then Z or +hh:mm"));
    };
    let value = i64::from(tens - b'0') * 10 + i64::from(units - b'0');
    if value > most {
        let why = format!("{what} {value} does not exist");
        return Err(scan.refuse(at, why, format!("write a {what} from 00 to {most}")));
    }
    Ok(value)
}
