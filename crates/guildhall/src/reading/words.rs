//! The text of a document, in the order in which it is written: good enough to be found by, not to be read.

use content::files::reader::TEXT_MAX;
use hayro::{
    hayro_interpret::{
        BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
        InterpreterCache, InterpreterSettings, SoftMask,
        font::{Glyph, GlyphRun},
        hayro_cmap::BfString,
        interpret_page,
    },
    hayro_syntax::page::Page,
    kurbo::{BezPath, Point, Rect},
};

/// Pages that are read, of a document of any length.
const PAGES_MAX: usize = 2000;

/// The text of the pages, until there is enough of it.
pub(super) fn of<'a>(pages: &'a [Page<'a>]) -> String {
    let (cache, settings) = (InterpreterCache::new(), InterpreterSettings::default());
    let mut listener = Listener::default();
    for page in pages.iter().take(PAGES_MAX) {
        let everywhere = Rect::new(-1e6, -1e6, 1e6, 1e6);
        let as_it_is = page.initial_transform(true);
        let transform = hayro::hayro_interpret::util::TransformExt::to_kurbo(&as_it_is);
        let mut context =
            Context::new(transform, everywhere, &cache, page.xref(), settings.clone());
        interpret_page(page, &mut context, &mut listener);
        listener.part();
        if listener.is_full() {
            break;
        }
    }
    let end = listener.text.floor_char_boundary(TEXT_MAX.min(listener.text.len()));
    listener.text.truncate(end);
    listener.text
}

/// Hears the letters of a page, and where they stand.
#[derive(Default)]
struct Listener {
    text: String,
    /// Where the last letter ended, and how high its line is.
    end: Option<(Point, f64)>,
}

impl Listener {
    fn is_full(&self) -> bool {
        self.text.len() >= TEXT_MAX
    }

    /// What follows is another word.
    fn part(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
        self.end = None;
    }

    /// A letter that stands here, ends there and is so high. Many documents have no blanks, but gaps.
    fn hear(&mut self, letter: &BfString, start: Point, end: Point, height: f64) {
        let goes_on = self.end.is_some_and(|(last, high)| {
            let gap = (start - last).hypot();
            gap < 0.2 * height.max(high)
        });
        if !goes_on {
            self.part();
        }
        match letter {
            BfString::Char(c) => self.text.push(*c),
            BfString::String(s) => self.text.push_str(s),
        }
        self.end = Some((end, height));
    }
}

impl<'a> Device<'a> for Listener {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.is_full() {
            return;
        }
        for glyph in run.glyphs() {
            let Some(letter) = glyph.as_unicode() else { continue };
            let advance = match &**glyph {
                Glyph::Outline(outline) => outline.advance_width(),
                Glyph::Type3(drawn) => drawn.advance_width(),
            };
            let place = props.transform * glyph.transform();
            let start = place * Point::ORIGIN;
            let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let height = (place * Point::new(0.0, 1000.0) - start).hypot();
            self.hear(&letter, start, end, height);
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
