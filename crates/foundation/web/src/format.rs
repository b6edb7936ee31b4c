//! Dates, times and numbers as each language writes them (CLDR).

use domain::{Lang, Time};
use icu_calendar::Gregorian;
use icu_datetime::{
    FixedCalendarDateTimeFormatter, NoCalendarFormatter,
    fieldsets::{MD, T, YM, YMD, YMDE},
    input::{Date, Time as Clock},
};
use icu_decimal::{DecimalFormatter, input::Decimal as Digits, options::DecimalFormatterOptions};
use icu_locale_core::Locale;
use jiff::{Zoned, tz::TimeZone};

use crate::{Html, messages::Tr};

/// The formatters of one language, built once.
pub struct Formats {
    date: Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>,
    full: Option<FixedCalendarDateTimeFormatter<Gregorian, YMDE>>,
    day: Option<FixedCalendarDateTimeFormatter<Gregorian, MD>>,
    year_month: Option<FixedCalendarDateTimeFormatter<Gregorian, YM>>,
    clock: Option<NoCalendarFormatter<T>>,
    numbers: Decimal,
}

/// The locale whose habits a language of the interface follows. Ours is European English.
fn locale(tag: &str) -> Locale {
    let tag = if tag == "en" { "en-GB" } else { tag };
    tag.parse().unwrap_or(Locale::UNKNOWN)
}

impl Formats {
    /// The formatters of this language. What CLDR does not know is written as in ISO 8601.
    pub fn new(lang: &Lang) -> Self {
        let locale = locale(lang.as_str());
        Self {
            date: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMD::long()).ok(),
            full: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YMDE::long()).ok(),
            day: FixedCalendarDateTimeFormatter::try_new((&locale).into(), MD::long()).ok(),
            year_month: FixedCalendarDateTimeFormatter::try_new((&locale).into(), YM::long()).ok(),
            clock: NoCalendarFormatter::try_new((&locale).into(), T::hm()).ok(),
            numbers: Decimal::new(lang.as_str()),
        }
    }

    /// A whole number: 8000, 11 400.
    pub fn number(&self, number: i64) -> String {
        self.numbers.whole(number)
    }

    /// A number with its decimals: 3,1.
    pub fn decimal(&self, number: f64) -> String {
        self.numbers.float(number)
    }
}

/// Writes numbers of one language.
pub struct Decimal(Option<DecimalFormatter>);

impl Decimal {
    fn new(tag: &str) -> Self {
        Self(
            DecimalFormatter::try_new((&locale(tag)).into(), DecimalFormatterOptions::default())
                .ok(),
        )
    }

    fn digits(&self, digits: &Digits) -> String {
        self.0.as_ref().map_or_else(|| digits.to_string(), |f| f.format(digits).to_string())
    }

    fn whole(&self, number: i64) -> String {
        self.digits(&Digits::from(number))
    }

    /// A number as Fluent hands it over.
    pub fn float(&self, number: f64) -> String {
        let text = number.to_string();
        text.parse::<Digits>().map_or(text, |digits| self.digits(&digits))
    }
}

impl intl_memoizer::Memoizable for Decimal {
    type Args = ();
    type Error = std::convert::Infallible;

    fn construct(
        lang: unic_langid::LanguageIdentifier,
        (): Self::Args,
    ) -> Result<Self, Self::Error> {
        Ok(Self::new(&lang.to_string()))
    }
}

/// A moment, however a template holds it.
pub trait ToTime {
    /// The moment.
    fn to_time(&self) -> Time;
}

impl ToTime for Time {
    fn to_time(&self) -> Time {
        *self
    }
}

impl<T: ToTime + ?Sized> ToTime for &T {
    fn to_time(&self) -> Time {
        (**self).to_time()
    }
}

/// A whole number, however a template holds it.
pub trait ToNumber {
    /// The number; the greatest there is when it is greater still.
    fn to_number(&self) -> i64;
}

impl<T: ToNumber + ?Sized> ToNumber for &T {
    fn to_number(&self) -> i64 {
        (**self).to_number()
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl ToNumber for $number {
            fn to_number(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )+};
}
numbers!(i64, i32, u64, u32, usize);

/// How one reader sees dates and numbers: her language, the time zone of the site, the present
/// moment.
#[derive(Debug, Clone)]
pub struct Local {
    /// The language.
    pub tr: Tr,
    /// The time zone of the site.
    pub zone: TimeZone,
    /// The moment of the request, against which „2 hours ago“ is counted.
    pub now: Time,
}

impl Local {
    /// The moment on the clocks of the site.
    pub fn zoned(&self, time: impl ToTime) -> Zoned {
        time.to_time().timestamp().to_zoned(self.zone.clone())
    }

    /// „22 ноември 2026 г.“
    pub fn date(&self, time: impl ToTime) -> String {
        self.civil_date(self.zoned(time).date())
    }

    /// A date that has no time zone, such as a deadline that was typed as one.
    pub fn civil_date(&self, date: jiff::civil::Date) -> String {
        let written = self.tr.formats().date.as_ref().zip(gregorian(date));
        written.map_or_else(|| date.to_string(), |(f, d)| spaced(f.format(&d)))
    }

    /// A day, a month or a year as exactly as it is known: `2026-11-22`, `2026-11`, `2026`.
    pub fn partial_date(&self, text: &str) -> String {
        let formats = self.tr.formats();
        if let Ok(date) = text.parse::<jiff::civil::Date>() {
            return self.civil_date(date);
        }
        let month = format!("{text}-01").parse::<jiff::civil::Date>().ok().and_then(gregorian);
        match formats.year_month.as_ref().zip(month) {
            Some((f, d)) => spaced(f.format(&d)),
            None if text.len() == 4 => self.tr.t1("time-year", "year", text),
            None => text.to_owned(),
        }
    }

    /// „неделя, 22 ноември 2026 г.“
    pub fn full_date(&self, time: impl ToTime) -> String {
        let date = self.zoned(time).date();
        let written = self.tr.formats().full.as_ref().zip(gregorian(date));
        written.map_or_else(|| date.to_string(), |(f, d)| spaced(f.format(&d)))
    }

    /// „22 ноември“
    pub fn day(&self, time: impl ToTime) -> String {
        let date = self.zoned(time).date();
        let written = self.tr.formats().day.as_ref().zip(gregorian(date));
        written.map_or_else(|| date.to_string(), |(f, d)| spaced(f.format(&d)))
    }

    /// „14:00 ч.“
    pub fn clock(&self, time: impl ToTime) -> String {
        let time = self.zoned(time).time();
        let (hour, minute) = (time.hour().unsigned_abs(), time.minute().unsigned_abs());
        let written = self.tr.formats().clock.as_ref().zip(Clock::try_new(hour, minute, 0, 0).ok());
        written.map_or_else(
            || format!("{hour}:{minute:02}"),
            |(f, t)| spaced(f.format(&t)).replace(' ', "\u{a0}"),
        )
    }

    /// Date and time: „22 ноември 2026 г., 14:00 ч.“
    pub fn date_time(&self, time: impl ToTime) -> String {
        let time = time.to_time();
        self.tr.t2("time-date-and-clock", "date", self.date(time), "clock", self.clock(time))
    }

    /// „преди 2 ч.“ within a week, then the day, and the date when the year is another.
    pub fn ago(&self, time: impl ToTime) -> String {
        const MINUTE: u64 = 60;
        const HOUR: u64 = 60 * MINUTE;
        let time = time.to_time();
        let seconds = self.now.since(time).as_secs();
        let (then, today) = (self.zoned(time), self.zoned(self.now));
        let days = then.date().until(today.date()).map_or(0, |span| span.get_days());
        match seconds {
            _ if time > self.now + std::time::Duration::from_secs(MINUTE) => self.date_time(time),
            0..MINUTE => self.tr.t("time-now").to_owned(),
            MINUTE..HOUR => self.tr.t1("time-minutes-ago", "n", seconds / MINUTE),
            _ if days == 0 => self.tr.t1("time-hours-ago", "n", seconds / HOUR),
            _ if days == 1 => self.tr.t("time-yesterday").to_owned(),
            _ if days < 7 => self.tr.t1("time-days-ago", "n", days),
            _ if then.year() == today.year() => self.day(time),
            _ => self.date(time),
        }
    }

    /// The same as a `<time>` element, with the exact moment in its title.
    pub fn ago_tag(&self, time: impl ToTime) -> Html {
        let time = time.to_time();
        // None of the three can hold a sign of HTML: they are made of digits and our own messages.
        Html::trusted(format!(
            "<time datetime=\"{}\" title=\"{}\">{}</time>",
            time.rfc3339(),
            self.date_time(time),
            self.ago(time)
        ))
    }

    /// A whole number: 8000, 11 400.
    pub fn number(&self, number: impl ToNumber) -> String {
        self.tr.formats().number(number.to_number())
    }

    /// A number with one decimal, given in tenths: „4,7“.
    pub fn tenths(&self, tenths: i64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "nothing is counted beyond 2^53")]
        self.tr.formats().decimal(tenths as f64 / 10.0)
    }

    /// Today at the site, for date fields and for what is due.
    pub fn today(&self) -> jiff::civil::Date {
        domain::day::of(self.now, &self.zone)
    }
}

/// CLDR sets a narrow space before „г.“, which our fonts lack; nor may a line break there.
fn spaced(written: impl std::fmt::Display) -> String {
    written.to_string().replace('\u{202f}', "\u{a0}")
}

fn gregorian(date: jiff::civil::Date) -> Option<Date<Gregorian>> {
    Date::try_new_gregorian(
        date.year().into(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    )
    .ok()
}

/// The time zone with this IANA name; UTC when there is none.
pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or_else(|error| {
        tracing::warn!(name, %error, "no such time zone");
        TimeZone::UTC
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Messages;

    fn local(lang: &str) -> Local {
        Local {
            tr: Messages::load().get(lang).unwrap(),
            zone: zone("Europe/Sofia"),
            now: Time::parse("2026-11-22T12:00:00Z").unwrap(),
        }
    }

    fn at(s: &str) -> Time {
        Time::parse(s).unwrap()
    }

    #[test]
    fn dates_are_written_as_each_language_does() {
        let (bg, en) = (local("bg"), local("en"));
        assert_eq!(bg.date(bg.now), "22 ноември 2026\u{a0}г.");
        assert_eq!(en.date(en.now), "22 November 2026");
        assert_eq!(bg.full_date(bg.now), "неделя, 22 ноември 2026\u{a0}г.");
        assert_eq!(bg.day(bg.now), "22 ноември");
        assert_eq!(bg.clock(bg.now), "14:00\u{a0}ч.");
        assert_eq!(en.clock(en.now), "14:00");
    }

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let (bg, en) = (local("bg"), local("en"));
        assert_eq!(bg.number(8000), "8000");
        assert_eq!(bg.number(11_400), "11\u{a0}400");
        assert_eq!(en.number(11_400), "11,400");
        assert_eq!(bg.number(-3), "-3");
    }

    #[test]
    fn what_is_near_is_told_by_its_distance() {
        let (bg, en) = (local("bg"), local("en"));
        assert_eq!(bg.ago(at("2026-11-22T11:59:30Z")), "току-що");
        assert_eq!(bg.ago(at("2026-11-22T11:58:00Z")), "преди 2\u{a0}мин.");
        assert_eq!(bg.ago(at("2026-11-22T10:00:00Z")), "преди 2\u{a0}ч.");
        assert_eq!(en.ago(at("2026-11-22T10:00:00Z")), "2 hours ago");
        // Half past eleven in Sofia, although not yet the day before in UTC.
        assert_eq!(bg.ago(at("2026-11-21T21:30:00Z")), "вчера");
        assert_eq!(en.ago(at("2026-11-18T10:00:00Z")), "4 days ago");
        assert_eq!(en.ago(at("2026-11-01T10:00:00Z")), "1 November");
        assert_eq!(en.ago(at("2025-11-01T10:00:00Z")), "1 November 2025");
    }

    #[test]
    fn moments_that_no_calendar_holds_do_not_panic() {
        let bg = local("bg");
        for v in [i64::MIN, -1, i64::MAX] {
            let _ = (bg.ago(Time(v)), bg.ago_tag(Time(v)), bg.full_date(Time(v)));
        }
        assert_eq!(zone("Nowhere/At_All"), TimeZone::UTC);
    }
}
