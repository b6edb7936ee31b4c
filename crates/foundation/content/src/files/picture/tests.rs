//! Pictures as cameras and programs write them: with the place and the owner inside, and askew.

use image::{Rgb, RgbImage, Rgba, RgbaImage};

use super::*;
use crate::{
    files::media,
    testing::pictures::{SECRET, chunk, drawing, film, photograph, profile, web_picture},
};

fn type_of(ending: &str) -> &'static Media {
    media::ALL.iter().find(|m| m.ending == ending).unwrap()
}

fn has_secret(bytes: &[u8]) -> bool {
    bytes.windows(6).any(|part| part == &SECRET[..6] || part == b"XMP Da")
}

fn all() -> [(&'static Media, Vec<u8>); 4] {
    [
        (type_of("jpg"), photograph(1)),
        (type_of("png"), drawing(1)),
        (type_of("webp"), web_picture(1)),
        (type_of("gif"), film()),
    ]
}

fn pixels(bytes: &[u8], media: &Media) -> DynamicImage {
    unfold(bytes, ImageFormat::from_mime_type(media.media_type).unwrap()).unwrap().image
}

#[test]
fn nothing_of_what_is_not_seen_stays() {
    for (media, given) in all() {
        assert!(has_secret(&given));
        let clean = clean(&given, media).unwrap();
        assert!(!has_secret(&clean.bytes), "{}", media.ending);
        assert!(clean.small.iter().all(|small| !has_secret(&small.bytes)));
        // What is seen is the same to the last bit.
        assert_eq!(pixels(&given, media), pixels(&clean.bytes, media), "{}", media.ending);
        // Once more changes nothing.
        assert_eq!(super::clean(&clean.bytes, media).unwrap().bytes, clean.bytes);
    }
}

#[test]
fn what_was_held_askew_is_turned() {
    for (media, given) in [("jpg", photograph(6)), ("png", drawing(6)), ("webp", web_picture(6))]
        .map(|(e, b)| (type_of(e), b))
    {
        let clean = clean(&given, media).unwrap();
        assert!(!has_secret(&clean.bytes), "{}", media.ending);
        assert_eq!((clean.width, clean.height), (32, 64), "{}", media.ending);
        let seen = pixels(&clean.bytes, media).to_rgb8();
        assert_eq!(seen.dimensions(), (32, 64));
        // Turned to the right, what was on the left is above.
        let [above, below] = [4, 60].map(|y| seen.get_pixel(16, y).0);
        assert!(above[0] > 200 && above[2] < 60, "{above:?}");
        assert!(below[2] > 200 && below[0] < 60, "{below:?}");
        let small = image::load_from_memory(&clean.small[1].bytes).unwrap();
        assert_eq!((small.width(), small.height()), (32, 64));
    }
}

#[test]
fn the_profile_of_colours_stays() {
    for orientation in [1, 6] {
        let media = type_of("jpg");
        let clean = clean(&photograph(orientation), media).unwrap();
        for bytes in [&clean.bytes, &clean.small[0].bytes] {
            let seen = unfold(bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!(seen.profile, Some(profile()), "{orientation}");
        }
    }
}

#[test]
fn an_animation_still_moves() {
    let clean = clean(&film(), type_of("gif")).unwrap();
    let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(&clean.bytes)).unwrap();
    assert_eq!(image::AnimationDecoder::into_frames(decoder).count(), 3);
    let all = clean.bytes.windows(11).filter(|part| part == b"NETSCAPE2.0").count();
    assert_eq!(all, 1, "it is repeated as before");
}

#[test]
fn smaller_ones_fit_and_are_never_larger() {
    let mut wide = Vec::new();
    let image = RgbImage::from_pixel(2000, 500, Rgb([1, 2, 3]));
    image.write_with_encoder(PngEncoder::new(&mut wide)).unwrap();
    let clean = clean(&wide, type_of("png")).unwrap();
    let sizes: Vec<_> = clean.small.iter().map(|s| (s.media_type, s.width, s.height)).collect();
    assert_eq!(sizes, [("image/jpeg", 640, 160), ("image/jpeg", 160, 40)]);

    let mut glass = Vec::new();
    let image = RgbaImage::from_pixel(20, 10, Rgba([9, 9, 9, 100]));
    image.write_with_encoder(PngEncoder::new(&mut glass)).unwrap();
    let clean = super::clean(&glass, type_of("png")).unwrap();
    let sizes: Vec<_> = clean.small.iter().map(|s| (s.media_type, s.width, s.height)).collect();
    assert_eq!(sizes, [("image/png", 20, 10), ("image/png", 20, 10)]);
}

/// A picture of this many pixels that says so in a few bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let size = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let mut bomb = b"\x89PNG\r\n\x1a\n".to_vec();
    bomb.extend(chunk(b"IHDR", &size));
    bomb.extend(chunk(b"IDAT", &[0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]));
    bomb.extend(chunk(b"IEND", &[]));
    bomb
}

#[test]
fn what_unfolds_to_too_much_is_refused_before_it_does() {
    for (width, height) in [(8001, 8001), (60_000, 60_000), (2_000_000_000, 2)] {
        assert_eq!(clean(&bomb(width, height), type_of("png")).unwrap_err(), Unfit::Large);
    }
}

#[test]
fn what_is_broken_is_refused_and_never_panics() {
    for (media, given) in all() {
        for end in [0, 1, 3, 12, 20, given.len() / 4, given.len() / 3] {
            assert_eq!(clean(&given[..end], media).unwrap_err(), Unfit::Broken, "{end}");
        }
        // Any single wrong byte gives a picture without the secret, or none.
        for at in 0..given.len() {
            let mut wrong = given.clone();
            wrong[at] ^= 0xff;
            if let Ok(clean) = clean(&wrong, media) {
                assert!(!has_secret(&clean.bytes), "{} {at}", media.ending);
            }
        }
        let other = if media.ending == "png" { type_of("jpg") } else { type_of("png") };
        assert_eq!(clean(&given, other).unwrap_err(), Unfit::Broken);
    }
}
