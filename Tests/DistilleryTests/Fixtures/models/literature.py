"""Small-picture networks of the distillation literature, written down from their definitions.

Independent of the Swift code: names of parameters and shapes are those that checkpoints of
akamaster/pytorch_resnet_cifar10, RepDistiller and mdistiller have.
"""

import torch
import torch.nn.functional as F
from torch import nn


def conv(i, o, k, stride=1, groups=1, bias=False):
    return nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=bias)


class ResidualBlock(nn.Module):
    def __init__(self, i, o, stride, option):
        super().__init__()
        self.conv1, self.bn1 = conv(i, o, 3, stride), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = conv(o, o, 3), nn.BatchNorm2d(o)
        self.extra, self.downsample, self.stride = o - i, None, stride
        if option == "B" and (stride > 1 or i != o):
            self.downsample = nn.Sequential(conv(i, o, 1, stride), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.downsample is not None:
            x = self.downsample(x)
        elif self.extra:
            zeros = torch.zeros_like(x[:, : self.extra // 2])
            x = torch.cat([zeros, x, zeros], 1)[:, :, :: self.stride, :: self.stride]
        return F.relu(x + y)


class SmallResNet(nn.Module):
    def __init__(self, depth, option, classes, widths=(16, 16, 32, 64), channels=3):
        super().__init__()
        n, w = (depth - 2) // 6, widths
        self.conv1, self.bn1 = conv(channels, w[0], 3), nn.BatchNorm2d(w[0])
        for s in (1, 2, 3):
            blocks = [ResidualBlock(w[s - 1], w[s], 1 if s == 1 else 2, option)]
            blocks += [ResidualBlock(w[s], w[s], 1, option) for _ in range(n - 1)]
            setattr(self, f"layer{s}", nn.Sequential(*blocks))
        self.fc = nn.Linear(w[3], classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


class WideBlock(nn.Module):
    def __init__(self, i, o, stride):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(i), conv(i, o, 3, stride)
        self.bn2, self.conv2 = nn.BatchNorm2d(o), conv(o, o, 3)
        self.convShortcut = conv(i, o, 1, stride) if i != o else None

    def forward(self, x):
        a = F.relu(self.bn1(x))
        y = self.conv2(F.relu(self.bn2(self.conv1(a))))
        return y + (x if self.convShortcut is None else self.convShortcut(a))


class WideStage(nn.Module):
    def __init__(self, i, o, stride, n):
        super().__init__()
        self.layer = nn.Sequential(
            *[WideBlock(i if k == 0 else o, o, stride if k == 0 else 1) for k in range(n)])

    def forward(self, x):
        return self.layer(x)


class WideResNet(nn.Module):
    def __init__(self, depth, factor, classes):
        super().__init__()
        n, w = (depth - 4) // 6, [16, 16 * factor, 32 * factor, 64 * factor]
        self.conv1 = conv(3, 16, 3)
        self.block1 = WideStage(w[0], w[1], 1, n)
        self.block2 = WideStage(w[1], w[2], 2, n)
        self.block3 = WideStage(w[2], w[3], 2, n)
        self.bn1, self.fc = nn.BatchNorm2d(w[3]), nn.Linear(w[3], classes)

    def forward(self, x):
        x = self.block3(self.block2(self.block1(self.conv1(x))))
        return self.fc(F.relu(self.bn1(x)).mean((2, 3)))


class SmallVGG(nn.Module):
    def __init__(self, counts, classes, norm=True):
        super().__init__()
        i = 3
        for b, (count, o) in enumerate(zip(counts, (64, 128, 256, 512, 512))):
            layers = []
            for _ in range(count):
                layers.append(conv(i, o, 3, bias=True))
                layers += [nn.BatchNorm2d(o)] if norm else []
                layers.append(nn.ReLU())
                i = o
            setattr(self, f"block{b}", nn.Sequential(*layers[:-1]))
        self.classifier = nn.Linear(512, classes)

    def forward(self, x):
        height = x.shape[2]
        for b in range(5):
            x = F.relu(getattr(self, f"block{b}")(x))
            if b < 3 or (b == 3 and height == 64):
                x = F.max_pool2d(x, 2)
        return self.classifier(x.mean((2, 3)))


class HalfInverted(nn.Module):
    def __init__(self, i, o, stride, t):
        super().__init__()
        h = i * t
        self.conv = nn.Sequential(
            conv(i, h, 1), nn.BatchNorm2d(h), nn.ReLU(),
            conv(h, h, 3, stride, h), nn.BatchNorm2d(h), nn.ReLU(),
            conv(h, o, 1), nn.BatchNorm2d(o))
        self.adds = stride == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.adds else self.conv(x)


class HalfMobileNetV2(nn.Module):
    def __init__(self, classes):
        super().__init__()
        rows = [(1, 8, 1, 1), (6, 12, 2, 1), (6, 16, 3, 2), (6, 32, 4, 2), (6, 48, 3, 1),
                (6, 80, 3, 2), (6, 160, 1, 1)]
        unit = lambda i, o, k, s: nn.Sequential(conv(i, o, k, s), nn.BatchNorm2d(o), nn.ReLU())
        self.conv1, self.blocks, i = unit(3, 16, 3, 2), nn.ModuleList(), 16
        for t, o, n, s in rows:
            stage = []
            for k in range(n):
                stage.append(HalfInverted(i, o, s if k == 0 else 1, t))
                i = o
            self.blocks.append(nn.Sequential(*stage))
        self.conv2 = unit(i, 1280, 1, 1)
        self.classifier = nn.Sequential(nn.Linear(1280, classes))

    def forward(self, x):
        x = self.conv1(x)
        for stage in self.blocks:
            x = stage(x)
        return self.classifier(self.conv2(x).mean((2, 3)))


class ShuffleBlock(nn.Module):
    def __init__(self, i, o, first):
        super().__init__()
        o = o - i if first else o
        m, self.first, self.groups = o // 4, first, 1 if i == 24 else 3
        self.conv1, self.bn1 = conv(i, m, 1, groups=self.groups), nn.BatchNorm2d(m)
        self.conv2, self.bn2 = conv(m, m, 3, 2 if first else 1, m), nn.BatchNorm2d(m)
        self.conv3, self.bn3 = conv(m, o, 1, groups=3), nn.BatchNorm2d(o)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        n, c, h, w = y.shape
        y = y.view(n, self.groups, c // self.groups, h, w).transpose(1, 2).reshape(n, c, h, w)
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        if self.first:
            return F.relu(torch.cat([y, F.avg_pool2d(x, 3, 2, 1)], 1))
        return F.relu(x + y)


class ShuffleNetV1(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.conv1, self.bn1, i = conv(3, 24, 1), nn.BatchNorm2d(24), 24
        for s, (o, n) in enumerate([(240, 4), (480, 8), (960, 4)]):
            stage = []
            for k in range(n):
                stage.append(ShuffleBlock(i, o, k == 0))
                i = o
            setattr(self, f"layer{s + 1}", nn.Sequential(*stage))
        self.linear = nn.Linear(960, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        return self.linear(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))
