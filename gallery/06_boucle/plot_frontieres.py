"""
Une frontière, époque par époque
================================

Un réseau de huit neurones apprend deux lunes. Après chaque époque, la
frontière qu'il dessine.
"""

# %% imports
import matplotlib.pyplot as plt
import torch
from sklearn.datasets import make_moons
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

# %% donnees
X, y = make_moons(300, noise=0.2, random_state=0)
X = torch.tensor(X, dtype=torch.float32)           # (300, 2)
cible = torch.tensor(y, dtype=torch.float32)[:, None]  # (300, 1)
g = torch.Generator().manual_seed(0)
lots = DataLoader(TensorDataset(X, cible), batch_size=30, shuffle=True,
                  generator=g)

# %% modele
torch.manual_seed(0)
modele = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
critere = nn.BCEWithLogitsLoss()
optimiseur = torch.optim.Adam(modele.parameters(), lr=0.03)

# %% une-epoque
def train_model(modele, lots, critere, optimiseur):
    modele.train()
    somme, justes, nombre = 0.0, 0, 0
    for points, classes in lots:
        optimiseur.zero_grad()
        logits = modele(points)
        perte = critere(logits, classes)
        perte.backward()
        optimiseur.step()
        somme += perte.item() * len(classes)
        justes += ((logits > 0) == classes).sum().item()
        nombre += len(classes)
    return somme / nombre, justes / nombre


# %% grille
axe_x, axe_y = torch.linspace(-1.8, 2.8, 110), torch.linspace(-1.4, 1.9, 70)
gx, gy = torch.meshgrid(axe_x, axe_y, indexing="xy")  # (70, 110)
grille = torch.stack([gx, gy], dim=-1)                # (70, 110, 2)

# %% dessiner
def dessiner(titre, nom):
    with torch.no_grad():
        carte = torch.sigmoid(modele(grille))[..., 0]  # (70, 110)
    fig, ax = plt.subplots(figsize=(8, 4.8), layout="constrained")
    ax.contourf(gx, gy, carte, levels=[0, 0.5, 1], colors=["C0", "C1"],
                alpha=0.25)
    ax.contour(gx, gy, carte, levels=[0.5], colors="0.5", linewidths=3)
    for classe, signe in ((0, "o"), (1, "^")):
        points = X[cible[:, 0] == classe]
        ax.plot(points[:, 0], points[:, 1], signe, color=f"C{classe}",
                markersize=5, rasterized=True)
    ax.set(xlim=(-1.8, 2.8), ylim=(-1.4, 1.9), xticks=[], yticks=[])
    ax.set_title(titre, fontsize=17)
    fig.set_label(nom)


# %% frontieres
bilans = []
for epoque in range(1, 25):
    perte, exactitude = train_model(modele, lots, critere, optimiseur)
    bilans.append((perte, exactitude))
    if epoque in (1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24):
        titre = f"époque {epoque} : perte {perte:.2f}".replace(".", ",")
        dessiner(titre, nom=str(epoque))
        # Séquence : époque
        # Figure : deux croissants de points et la frontière du réseau. Elle
        # commence par une droite, qui coupe les deux croissants ; à partir
        # de la dixième époque environ elle se courbe et finit en S entre eux.
        # Diapositive : 8 × 3.9
        plt.show()

# %% verifications
perte_1, exactitude_1 = bilans[0]
perte_24, exactitude_24 = bilans[-1]
nombre_d_epoques = len(bilans)
assert perte_24 < 0.5 * perte_1
# Vite, puis presque plus, puis de nouveau quand la frontière se plie.
pertes = [perte for perte, _ in bilans]
assert pertes[0] - pertes[3] > 0.2
assert pertes[3] - pertes[9] < 0.05
assert pertes[9] - pertes[-1] > 0.1
