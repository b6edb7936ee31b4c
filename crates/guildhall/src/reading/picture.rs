//! The first page as a picture.

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings,
    hayro_syntax::page::Page, render, vello_cpu::color::palette::css::WHITE,
};

/// Pixels of the longer side: twice what is shown, which makes small letters readable.
const LONGER_SIDE: f32 = 1280.0;

/// The first page as PNG; `None` when there is none, or it has no size.
pub(super) fn of_first<'a>(pages: &'a [Page<'a>]) -> Option<Vec<u8>> {
    let page = pages.first()?;
    let (width, height) = page.render_dimensions();
    let longer = width.max(height);
    let is_page = longer.is_finite() && width.min(height) >= 1.0;
    let scale = is_page.then_some(LONGER_SIDE / longer)?;
    // A strip of paper may be less than a pixel wide at this size.
    let scale = scale.max(1.0 / width.min(height));
    if (longer * scale) > 4.0 * LONGER_SIDE {
        return None;
    }
    let size = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let (fonts, how) = (InterpreterSettings::default(), RenderSettings::default());
    render(page, &RenderCache::new(), &fonts, &how, &size).into_png().ok()
}
