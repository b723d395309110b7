// Package browsertest is the portal in a real browser: headless Chromium opens
// what a build makes, under the headers that it emits, and does what visitors
// do. All of it is tests; no program contains this package.
//
// Whatever a page logs as an error, throws, tries against its policy or asks of
// another host fails the test that opened it.
package browsertest
