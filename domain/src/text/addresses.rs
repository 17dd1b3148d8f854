//! Addresses of the web and of mail, which names and titles must not hold (COM-03).
//!
//! The rule, word by word, after characters of full width are made plain:
//!
//! - A word with `@` or `\`, with `://`, or that begins with `www.`, `http:` and the like is an address.
//!   So is one with `/`, but for `s/o`, `d/o`, `a/l`, `a/p`, `w/o`: of whom a person is the child or the
//!   spouse, in Malaysia, Singapore and India.
//! - So is a word with a *host*: labels of letters, digits and hyphens, joined by dots, the last of
//!   which is a top-level domain. Most of these do not count after one letter or a usual abbreviation
//!   of names (`Y.Li`, `Ma.Win`), unless a path follows.
//! - Four numbers joined by dots are a host too, and so are three or more labels before a path.
//!
//! `Ma.Theresa`, `St.John`, `J.R.` and `s/o Muthu` are therefore names. A title may hold slashes, times
//! (`@ 9:00`) and the plain name of a site, a host of two labels (`Code.org CS Fundamentals`), and no
//! other address.

use super::TextRefusal;

/// Checks that a name holds no address.
pub(super) fn none_in_name(text: &str) -> Result<(), TextRefusal> {
    refuse(text, |word| {
        let leads = word.contains(['@', '\\']) || word.contains('/') && !is_descent(word);
        leads || hosts(word).any(|host| host.is_address())
    })
}

/// Two letters with a slash between them.
fn is_descent(word: &str) -> bool {
    word.split_once('/').is_some_and(|(relation, of)| {
        let is_letter = |part: &str| {
            let mut signs = part.chars();
            signs.next().is_some_and(char::is_alphabetic) && signs.next().is_none()
        };
        is_letter(relation) && is_letter(of.trim_end_matches('.'))
    })
}

/// Checks that a title holds no address but the name of a site.
pub(super) fn none_in_title(text: &str) -> Result<(), TextRefusal> {
    refuse(text, |word| {
        let has_mailbox = word.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && hosts(domain).any(|host| host.is_address())
        });
        let mut addresses = hosts(word).filter(Host::is_address);
        has_mailbox || addresses.any(|host| host.has_path || host.labels.len() > 2)
    })
}

/// Refuses a text with a word that is an address by the marks of one, or by this rule.
fn refuse(text: &str, is_address: impl Fn(&str) -> bool) -> Result<(), TextRefusal> {
    let may_be = |sign| matches!(plain(sign), '.' | '@' | '/' | '\\' | ':');
    if !text.contains(may_be) {
        return Ok(());
    }
    let plain: String = text.chars().map(plain).collect();
    let plain = plain.to_lowercase();
    let found = plain.split_whitespace().any(|word| {
        let word = word.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '@');
        word.contains("://") || BEGINNINGS.iter().any(|it| word.starts_with(it)) || is_address(word)
    });
    if found {
        Err(TextRefusal::Address)
    } else {
        Ok(())
    }
}

/// The plain character for which programs take this one in an address (UTS #46).
fn plain(sign: char) -> char {
    match sign {
        '\u{3002}' | '\u{FF61}' | '\u{2024}' => '.',
        '\u{2044}' | '\u{2215}' => '/',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        _ => sign,
    }
}

/// Labels joined by dots.
struct Host<'a> {
    labels: Vec<&'a str>,
    has_path: bool,
}

/// What may be hosts in a word.
fn hosts(word: &str) -> impl Iterator<Item = Host<'_>> {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-');
    let pieces = word.split_inclusive(move |sign| !is_part(sign));
    pieces.map(move |piece| {
        let host = piece.trim_end_matches(|sign| !is_part(sign));
        Host {
            labels: host.trim_matches(['.', '-']).split('.').collect(),
            has_path: piece.ends_with(['/', '?', '#', ':']),
        }
    })
}

impl Host<'_> {
    fn is_address(&self) -> bool {
        let [first, .., last] = self.labels.as_slice() else {
            return false;
        };
        if self.labels.iter().any(|label| label.is_empty()) {
            return false;
        }
        let is_number = |label: &&str| label.bytes().all(|byte| byte.is_ascii_digit());
        if self.labels.len() == 4 && self.labels.iter().all(is_number) {
            return true;
        }
        let is_old = has(OLD, last);
        let is_top = is_old || has(COUNTRIES, last) || has(NEW, last) || last.starts_with("xn--");
        if self.has_path {
            return is_top || self.labels.len() > 2;
        }
        let is_short = first.chars().count() == 1 || has(ABBREVIATIONS, first);
        is_old || (is_top && !(is_short && self.labels.len() == 2))
    }
}

fn has(list: &str, label: &str) -> bool {
    list.split(' ').any(|one| one == label)
}

/// What only addresses begin with.
const BEGINNINGS: &[&str] = &[
    "www.",
    "http:",
    "https:",
    "ftp:",
    "mailto:",
    "tel:",
    "sms:",
    "javascript:",
    "data:",
];

/// What stands before a dot in names.
const ABBREVIATIONS: &str = "abd dr fr jr ma md mohd mr mrs ms mx sr st sta ste sto";

/// The domains of countries (ISO 3166-1, and the few that differ). Without `sr`, which ends the names
/// of fathers.
const COUNTRIES: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi \
    bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm \
    do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy \
    hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb \
    lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc \
    ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb \
    sc sd se sg sh si sk sl sm sn so ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw \
    tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

/// The old domains, and those of examples.
const OLD: &str = "com org net edu gov mil int arpa info biz example test invalid localhost";

/// Newer domains in wide use, without those that are names of people.
const NEW: &str = "name pro mobi asia coop aero jobs tel local internal onion lan academy ads app agency \
    army audio auto bank bet bid bike blog boo buzz cafe cam casino cat center chat cheap church click \
    cloud club codes coffee college community company computer contact cool courses cyou date deals \
    dental design dev digital direct discount download earth education email energy engineering \
    events exchange expert express fail family fans farm finance fit foo forum foundation fun fund \
    gallery game games gay gifts gives glass global gmbh golf google graphics gratis group guide guru \
    health help host hosting icu immo inc institute international ist kids kiwi land legal life link \
    live llc loan loans lol ltd market marketing mba media meme men mom money monster movie museum \
    network new news ngo ninja now one ong online ooo party pet phd photo photos pics pink pizza plus \
    porn poker press prime prof promo pub quest racing radio realty red rest review reviews rocks run \
    sale school science services sex sexy shop shopping show site ski social software solutions space \
    store stream studio study sucks support surf systems tax team tech technology tickets tips today \
    tools top tours toys trade training travel tube university uno vegas ventures video vip vote watch \
    webcam website wiki win work works world wtf xxx xyz yoga zip zone рф рус укр бел срб бг орг ком \
    сайт онлайн москва дети 中国 中國 香港 台湾 台灣 公司 网络 网址 在线 商城 한국 닷컴 みんな コム भारत ไทย مصر \
    ایران السعودية امارات";

#[cfg(test)]
mod tests {
    use super::{none_in_name, none_in_title};

    #[test]
    fn names_with_dots_and_slashes_are_names() {
        for name in [
            "s/o Muthu",
            "Kumar a/l Raju",
            "Devi a/p Raju",
            "Muthu d/o Kumar",
            "Ma.Theresa",
            "St.John",
            "St. John",
            "Sta.Maria",
            "J.R.",
            "J.R.R. Tolkien",
            "A.B. Smith",
            "Y.Li",
            "Ma.Li",
            "Ma.Win",
            "Md.Ali",
            "Cruz.Sr",
            "Cruz Jr.",
            "Ph.D.",
            "O'Brien",
            "Kanien'kehá:ka",
            "Ma.Theresa Ma.Li",
            "N/A",
            "M.Sc.",
        ] {
            assert!(none_in_name(name).is_ok(), "{name}");
            assert!(none_in_title(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn links_are_neither_names_nor_titles() {
        for text in [
            "win at free-prize.example.com/x",
            "free-prize.example.com",
            "see https://example.org",
            "http:example.org",
            "www.example.org",
            "(www.example)",
            "Ada example.org/x",
            "ada@example.edu",
            "<ada@example.edu>",
            "bit.ly/x",
            "prize.click/x",
            "t.co/x",
            "Ma.Li/x",
            "FREE.Example.COM",
            "ｅｘａｍｐｌｅ。ｃｏｍ／x",
            "mailto:ada",
            "192.168.0.1",
            "example.com:8080",
            "a.b.evil/x",
        ] {
            assert!(none_in_name(text).is_err(), "{text}");
            assert!(none_in_title(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_has_no_path_and_no_domain() {
        for name in [
            "Ada/Bob",
            "s/o/x",
            "prize.click",
            "Prize.Click.Com",
            "evil.Win",
            "mailto:ada",
        ] {
            assert!(none_in_name(name).is_err(), "{name}");
        }
    }

    #[test]
    fn a_title_may_name_a_site_or_a_time() {
        for text in [
            "Code.org CS Fundamentals",
            "Math @ 9:00",
            "Robots @Lincoln",
            "example.org, 4th grade",
        ] {
            assert!(none_in_title(text).is_ok(), "{text}");
            assert!(none_in_name(text).is_err(), "{text}");
        }
        for text in [
            "Ms.Rivera/Mr.Chen, 4th grade",
            "4.b/c",
            "Unit 1.2.3",
            "Math/Science",
        ] {
            assert!(none_in_title(text).is_ok(), "{text}");
        }
    }
}
