//go:build !unix

package source

// nonblock is for systems that have FIFOs in directories.
const nonblock = 0
