#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| guidepost_fuzz::targets::text_of_a_page(bytes));
