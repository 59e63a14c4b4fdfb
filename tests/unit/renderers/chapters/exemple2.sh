#!/bin/sh
echo vudiffancien
echo vuinclude3
