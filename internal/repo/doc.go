// Package repo holds the rules of the repository as tests: which room may
// import which, that every package says what it is for, that files stay short,
// which foreign packages the binary holds, and that the documents name commands
// that exist. There is no code beside the tests.
package repo
