// Command candor-storage copies a bucket of evidence to where candor reads it.
// It is a program of its own because the libraries of three clouds weigh as
// much as all of candor, which opens no connections.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/candor-site/candor/internal/bucket"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends the program at once
	os.Exit(bucket.Run(ctx, bucket.Process{Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Now: time.Now}))
}
