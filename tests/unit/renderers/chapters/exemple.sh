#!/bin/sh
echo vuinclude2
echo vuinclude3
